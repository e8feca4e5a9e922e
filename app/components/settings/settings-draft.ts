import type { Settings, SettingsBody } from "#app/contracts/settings.ts";
import type { FieldError } from "#app/components/frame/action-result.ts";
import { daysOf } from "#app/components/frame/days-of.ts";
import { parseCodeTemplate } from "#app/domain/batch-code.ts";

/** The settings as they stand in the form. */
export type SettingsDraft = Omit<Settings, "replyTo" | "minShelfLifeDays"> & {
  replyTo: string;
  minShelfLifeDays: string;
};

export function settingsDraft(saved: Settings): SettingsDraft {
  return { ...saved, replyTo: saved.replyTo ?? "", minShelfLifeDays: String(saved.minShelfLifeDays) };
}

/** Everything that can be told wrong without asking the server. */
export function checkSettings(draft: SettingsDraft): FieldError[] {
  const errors: FieldError[] = [];
  const template = parseCodeTemplate(draft.codeTemplate);
  if (!template.ok) errors.push({ path: "codeTemplate", message: template.error });
  if (daysOf(draft.minShelfLifeDays) === null) {
    errors.push({ path: "minShelfLifeDays", message: "Enter a whole number of days." });
  }
  return errors;
}

/** What was changed in the form, and only that: somebody else may have changed the rest meanwhile. */
export function changedSettings(draft: SettingsDraft, saved: Settings): SettingsBody {
  const wanted: Settings = {
    codeTemplate: draft.codeTemplate,
    replyTo: draft.replyTo.trim() === "" ? null : draft.replyTo.trim(),
    strategy: draft.strategy,
    assignAt: draft.assignAt,
    minShelfLifeDays: daysOf(draft.minShelfLifeDays) ?? saved.minShelfLifeDays,
    keepWhole: draft.keepWhole,
    skipQuarantine: draft.skipQuarantine,
    tracksLocations: draft.tracksLocations,
    includeTestOrders: draft.includeTestOrders,
    publishCodes: draft.publishCodes,
    publishTags: draft.publishTags,
  };
  const changed = Object.entries(wanted).filter(([name, value]) => saved[name as keyof Settings] !== value);
  return Object.fromEntries(changed);
}
