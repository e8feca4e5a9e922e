import { counted } from "#app/components/frame/figure.tsx";
import type { RecordedComponent, RuleChange, RuleValue } from "#app/domain/shop-rules.ts";

const RULE: Record<RuleChange["rule"], string> = {
  strategy: "Which batch leaves first",
  assignAt: "An order gets its batch",
  minShelfLifeDays: "Days left until the expiry date, at least",
  keepWhole: "A line from one batch where one has it all",
  skipQuarantine: "Returned units go back on the shelf at once",
  tracksLocations: "Batches by location",
  includeTestOrders: "Test orders take units",
  tracked: "Tracked by batch",
  stopShipDays: "Last day to ship, before the expiry date",
  components: "One unit is made of",
};

const WORD: Record<string, string> = {
  fifo: "first in, first out",
  fefo: "first expired, first out",
  creation: "when it is placed",
  payment: "when it is paid",
  fulfilment: "when it is shipped",
};

/** `Which batch leaves first: first in, first out → first expired, first out`, in its three parts. */
export function sayRuleChange({ rule, from, to }: RuleChange): { rule: string; from: string; to: string } {
  return { rule: RULE[rule], from: sayValue(from), to: sayValue(to) };
}

function sayValue(value: RuleValue): string {
  if (value === null) return "as the shop";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return counted(value, "day");
  if (typeof value === "string") return WORD[value] ?? value;
  return value.length === 0 ? "itself" : sayComponents(value);
}

/** `2 × Lavender soap, 1 × Candle` */
export function sayComponents(components: readonly Pick<RecordedComponent, "title" | "units">[]): string {
  return components.map(({ title, units }) => `${units} × ${title}`).join(", ");
}
