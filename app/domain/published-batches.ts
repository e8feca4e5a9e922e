import { toGid } from "./shopify-id.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** Units of a line from one batch that the buyer has or will get. */
export interface UnitsToShow {
  /** The line that was sold; a set's components come under the line of the set. */
  lineId: ShopifyId;
  title: string;
  code: string;
  units: number;
  state: "promised" | "shipped";
}

/** The values of the order's two metafields. */
export interface ShownBatches {
  /**
   * JSON: `{"version":1,"lines":[{"id":"gid://shopify/LineItem/1","title":"Lavender soap","batches":[{"code":"LAV-0412",
   * "units":2,"state":"promised"}]}]}`. State `promised` or `shipped`. `omitted` counts lines that were left out of an order
   * so large that the value would not fit. It never holds anything about the buyer.
   */
  batches: string;
  /** `LAV-0412, CED-0101`: every batch once, in the order of the lines; for packing slips and Flow. */
  codes: string;
}

interface ShownLine {
  id: string;
  title: string;
  batches: { code: string; units: number; state: UnitsToShow["state"] }[];
}

/** Shopify takes 128 KB of JSON and 64 KB of text; in UTF-16 units, each of which has at most three bytes in UTF-8. */
const MAX_JSON_LENGTH = 40_000;
const MAX_CODES_LENGTH = 20_000;

/** Every batch code of the units once, in their order. */
export function codesOf(units: readonly UnitsToShow[]): string[] {
  return [...new Set(units.map(({ code }) => code))];
}

/**
 * What Shopify shall show of an order, from its units by line.
 * @returns null when no unit has a batch: then there is nothing to show
 */
export function showBatches(units: readonly UnitsToShow[]): ShownBatches | null {
  if (units.length === 0) return null;
  return { batches: asJson(linesOf(units)), codes: asText(codesOf(units)) };
}

function linesOf(units: readonly UnitsToShow[]): ShownLine[] {
  const lines = new Map<string, ShownLine>();
  for (const { lineId, title, code, units: count, state } of units) {
    const key = `${lineId} ${title}`;
    const line = lines.get(key) ?? { id: toGid("LineItem", lineId), title, batches: [] };
    lines.set(key, line);
    const same = line.batches.find((batch) => batch.code === code && batch.state === state);
    if (same === undefined) line.batches.push({ code, units: count, state });
    else same.units += count;
  }
  return [...lines.values()];
}

function asJson(lines: readonly ShownLine[]): string {
  const shown: ShownLine[] = [];
  let length = 0;
  for (const line of lines) {
    length += JSON.stringify(line).length + 1;
    if (length > MAX_JSON_LENGTH) break;
    shown.push(line);
  }
  const omitted = lines.length - shown.length;
  return JSON.stringify({ version: 1, lines: shown, ...(omitted === 0 ? {} : { omitted }) });
}

function asText(codes: readonly string[]): string {
  let text = "";
  for (const [index, code] of codes.entries()) {
    const longer = text === "" ? code : `${text}, ${code}`;
    if (longer.length > MAX_CODES_LENGTH) return `${text} and ${codes.length - index} more`;
    text = longer;
  }
  return text;
}
