import { z } from "zod";
import { line } from "./formats.ts";

export const settingsBody = z.strictObject({
  codeTemplate: line(100),
  includeTestOrders: z.boolean(),
  replyTo: z.email("not an e-mail address").max(254).nullable(),
});

export type SettingsBody = z.output<typeof settingsBody>;

export interface SettingsView extends SettingsBody {
  /** A code as the template would make it now. */
  codePreview: string;
  codeWarnings: string[];
}
