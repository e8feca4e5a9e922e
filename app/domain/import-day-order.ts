import type { DateExample, DayOrderFinding } from "./batch-import.ts";
import type { DayOrder } from "./read-date-text.ts";

/**
 * Finds out from all dates of a file that depend on it whether their day or their month stands first. A date such as
 * 25/12/2026 settles it for all; where none does, or two contradict, only the merchant can say (DOMAIN.md case 113).
 * @param dates those that are not the same day either way
 * @param chosen what the merchant said
 */
export function findDayOrder(dates: readonly DateExample[], chosen: DayOrder | null): DayOrderFinding {
  const [first] = dates;
  if (first === undefined) return { kind: "none" };
  const onlyDmy = dates.find((date) => date.mdy === null);
  const onlyMdy = dates.find((date) => date.dmy === null);
  if (onlyDmy !== undefined && onlyMdy !== undefined) {
    return chosen === null
      ? { kind: "contradictory", dmy: onlyDmy, mdy: onlyMdy }
      : { kind: "settled", order: chosen, by: "merchant", example: chosen === "dmy" ? onlyDmy : onlyMdy };
  }
  if (onlyDmy !== undefined) return { kind: "settled", order: "dmy", by: "file", example: onlyDmy };
  if (onlyMdy !== undefined) return { kind: "settled", order: "mdy", by: "file", example: onlyMdy };
  return chosen === null
    ? { kind: "ambiguous", example: first }
    : { kind: "settled", order: chosen, by: "merchant", example: first };
}
