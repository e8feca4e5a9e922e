import { z } from "zod";
import { line } from "./formats.ts";

/** More than any shelf life: ten years. */
const MAX_DAYS = 3_650;

export const strategy = z.enum(["fifo", "fefo"]);

/** A span before an expiry date. */
export const days = z
  .int("must be a whole number of days")
  .min(0, "must not be negative")
  .max(MAX_DAYS, `at most ${MAX_DAYS.toLocaleString("en")} days`);

const settings = z.strictObject({
  codeTemplate: line(100),
  replyTo: z.email("not an e-mail address").max(254).nullable(),
  strategy,
  assignAt: z.enum(["creation", "payment", "fulfilment"]),
  minShelfLifeDays: days,
  keepWhole: z.boolean(),
  skipQuarantine: z.boolean(),
  tracksLocations: z.boolean(),
  includeTestOrders: z.boolean(),
  publishCodes: z.boolean(),
  publishTags: z.boolean(),
});

/** What is left out stays as it is, so that two people who change different things do not undo each other's. */
export const settingsBody = settings.partial();

export type Settings = z.output<typeof settings>;
export type SettingsBody = z.output<typeof settingsBody>;

export interface SettingsView extends Settings {
  rulesVersion: number;
  /** A code as the template would make it now. */
  codePreview: string;
  codeWarnings: string[];
}
