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

/** What lets the app see fulfilment orders of locations that fulfilment services run. The merchant grants it in the settings. */
export const THIRD_PARTY_SCOPE = "read_third_party_fulfillment_orders";

export interface SettingsView extends Settings {
  rulesVersion: number;
  /** A code as the template would make it now. */
  codePreview: string;
  codeWarnings: string[];
  /** Locations of fulfilment services from which Shopify does not show the app what is to ship, by name. */
  unseenLocations: string[];
}
