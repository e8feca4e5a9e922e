import type { BatchItemView, TimelineEntry } from "#app/contracts/batch-view.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { BATCH_STATUS, asWords } from "#app/components/frame/words.ts";
import { itemTitle } from "./batch-title.ts";

const ADJUSTED: Record<string, (units: string) => string> = {
  count_up: (units) => `Counted: ${units} more`,
  count_down: (units) => `Counted: ${units} fewer`,
  breakage: (units) => `${units} broke`,
  sample: (units) => `${units} used as sample`,
  tester: (units) => `${units} used as tester`,
  gift: (units) => `${units} given away`,
  restock: (units) => `${units} inspected and back in stock`,
  discard: (units) => `${units} inspected and discarded`,
};

const UNDONE: Record<string, string> = {
  adjusted: "an adjustment",
  produced: "a change of produced units",
  counted: "a stock count",
  split: "a split",
  merged: "a merge",
};

/** One line of a batch's history in plain words. What the record does not say is left out, never guessed. */
export function sayBatchEvent(entry: TimelineEntry, items: readonly BatchItemView[]): string {
  const { kind, data } = entry;
  const of = variantOf(data["variantId"], items);
  switch (kind) {
    case "created":
      return typeof data["fileName"] === "string" ? `Imported from ${data["fileName"]}` : "Batch recorded";
    case "status_changed": {
      const to = statusLabel(data["to"]);
      return to === null ? "Status changed" : `Status is now ${to}`;
    }
    case "fields_changed":
      return "Details changed";
    case "produced_changed":
      return typeof data["from"] === "number" && typeof data["to"] === "number"
        ? `Produced changed from ${data["from"]} to ${data["to"]}${of}`
        : `Produced changed${of}`;
    case "item_added":
      return `Variant added${of}`;
    case "adjusted": {
      const say = ADJUSTED[String(data["kind"])];
      const at = typeof data["at"] === "string" ? ` (${data["at"]})` : "";
      return say === undefined || typeof data["units"] !== "number"
        ? `Units adjusted${of}`
        : `${say(counted(data["units"], "unit"))}${at}${of}`;
    }
    case "transferred": {
      const { units, from, to } = data;
      if (typeof units !== "number") return `Units moved${of}`;
      return `${counted(units, "unit")} moved from ${placeName(from)} to ${placeName(to)}${of}`;
    }
    case "counted":
      return sayCount(data["counts"]);
    case "split_off":
      return `${sayMoved(data)} split off into ${sayCode(data)}`;
    case "split_from":
      return `Split from ${sayCode(data)} with ${sayMoved(data)}`;
    case "merged_from":
      return `${sayMoved(data)} came from ${sayCode(data)} by a merge`;
    case "merged_into":
      return `${sayMoved(data)} went to ${sayCode(data)} by a merge`;
    case "undone":
      return `Undone: ${UNDONE[String(data["undoneKind"])] ?? "a change of units"}`;
    case "repaired":
      return "Units set to what the ledger says";
    case "assignment_confirmed":
    case "assignment_corrected":
      return sayAssignment(kind, data);
    case "recalled":
      return typeof data["number"] === "string" ? `Recalled by ${data["number"]}` : "Recalled";
    default:
      return asWords(kind);
  }
}

function sayCount(counts: unknown): string {
  const variances = listOf(counts, "variance");
  const missing = variances.filter((each) => each < 0).reduce((sum, each) => sum - each, 0);
  const found = variances.filter((each) => each > 0).reduce((sum, each) => sum + each, 0);
  if (missing === 0 && found === 0) return "Counted: as in the books";
  const parts = [
    missing === 0 ? null : `${counted(missing, "unit")} fewer`,
    found === 0 ? null : `${counted(found, "unit")} more`,
  ];
  return `Counted: ${parts.filter(Boolean).join(" and ")} than in the books`;
}

function sayMoved(data: Record<string, unknown>): string {
  const units = listOf(data["items"], "units").reduce((sum, each) => sum + each, 0);
  return counted(units, "unit");
}

function sayCode(data: Record<string, unknown>): string {
  return typeof data["code"] === "string" ? data["code"] : "another batch";
}

/** The numbers of one field over a list of records. */
function listOf(records: unknown, field: string): number[] {
  if (!Array.isArray(records)) return [];
  return records.flatMap((record: Record<string, unknown>) => {
    const value = record[field];
    return typeof value === "number" ? [value] : [];
  });
}

function sayAssignment(kind: string, data: Record<string, unknown>): string {
  const units = typeof data["units"] === "number" ? counted(data["units"], "unit") : "Units";
  const of = typeof data["orderName"] === "string" ? ` of order ${data["orderName"]}` : "";
  if (kind === "assignment_confirmed") return `${units}${of} confirmed to be from this batch`;
  const [from, to] = [codeOf(data["from"]), codeOf(data["to"])];
  return `${units}${of} corrected from ${from ?? "no batch"} to ${to ?? "another batch"}`;
}

function codeOf(batch: unknown): string | null {
  return typeof batch === "object" && batch !== null && "code" in batch && typeof batch.code === "string"
    ? batch.code
    : null;
}

function placeName(place: unknown): string {
  return typeof place === "string" ? place : "no particular place";
}

function variantOf(variantId: unknown, items: readonly BatchItemView[]): string {
  const item = items.find((each) => each.variantId === variantId);
  return item === undefined ? "" : `: ${itemTitle(item)}`;
}

function statusLabel(status: unknown): string | null {
  return typeof status === "string" && status in BATCH_STATUS
    ? BATCH_STATUS[status as keyof typeof BATCH_STATUS].label.toLowerCase()
    : null;
}
