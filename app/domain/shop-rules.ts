import type { AssignAt, Strategy } from "./allocation-rules.ts";

/** What a merchant sets for the whole shop about which units an order gets, and when. Every change of it is a new version. */
export interface ShopRules {
  strategy: Strategy;
  assignAt: AssignAt;
  /** Days that must be left until the expiry date when units are promised. */
  minShelfLifeDays: number;
  keepWhole: boolean;
  skipQuarantine: boolean;
  tracksLocations: boolean;
  includeTestOrders: boolean;
}

/** What a merchant sets for one product. Null: as the shop. */
export interface ProductRules {
  tracked: boolean;
  strategy: Strategy | null;
  /** Days before the expiry date on which a batch may leave for the last time. */
  stopShipDays: number;
  minShelfLifeDays: number | null;
}

/** A component of a set as the record of its change keeps it; ids are texts, for JSON numbers end at 2^53. */
export interface RecordedComponent {
  variantId: string;
  title: string;
  units: number;
}

/** One rule that changed. `components`: what a set is made of. */
export interface RuleChange {
  rule: keyof ShopRules | keyof ProductRules | "components";
  from: RuleValue;
  to: RuleValue;
}

export type RuleValue = string | number | boolean | null | RecordedComponent[];

/** A version of a shop's rules, as it is kept for good. */
export interface RulesRecord {
  /** The shop's rules from this version on. */
  shop: ShopRules;
  /** The product whose own rules, or whose set, changed; null: the shop's rules did. */
  product: { productId: string; title: string; rules: ProductRules } | null;
  changes: RuleChange[];
}

/** The shop's rules alone, of anything that has them among other things. */
export function shopRulesOf(settings: ShopRules): ShopRules {
  return {
    strategy: settings.strategy,
    assignAt: settings.assignAt,
    minShelfLifeDays: settings.minShelfLifeDays,
    keepWhole: settings.keepWhole,
    skipQuarantine: settings.skipQuarantine,
    tracksLocations: settings.tracksLocations,
    includeTestOrders: settings.includeTestOrders,
  };
}

/** A product's rules alone. */
export function productRulesOf(product: ProductRules): ProductRules {
  return {
    tracked: product.tracked,
    strategy: product.strategy,
    stopShipDays: product.stopShipDays,
    minShelfLifeDays: product.minShelfLifeDays,
  };
}

/** The rules that differ, in the order of `before`. */
export function ruleChanges<Rules extends ShopRules | ProductRules>(
  before: Rules,
  after: Rules,
): RuleChange[] {
  const changes: RuleChange[] = [];
  for (const rule of Object.keys(before) as (keyof Rules & RuleChange["rule"])[]) {
    const [from, to] = [before[rule] as RuleValue, after[rule] as RuleValue];
    if (from !== to) changes.push({ rule, from, to });
  }
  return changes;
}

/** The rules by which dates keep a batch from orders, with the shop's laid under the product's. */
interface DateLimits {
  stopShipDays: number;
  minShelfLifeDays: number;
}

/** Whether units that dates kept from waiting lines may serve them from now on. */
export function servesMore(before: DateLimits, after: DateLimits): boolean {
  return after.stopShipDays < before.stopShipDays || after.minShelfLifeDays < before.minShelfLifeDays;
}
