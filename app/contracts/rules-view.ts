import type { RuleChange } from "#app/domain/shop-rules.ts";

/** A version of the shop's rules in their history. */
export interface RulesVersionView {
  version: number;
  at: string;
  actor: string;
  /** What changed of: a product, or null for the shop. `id` is a gid. */
  product: { id: string; title: string } | null;
  changes: RuleChange[];
}

export interface RulesVersionPage {
  items: RulesVersionView[];
  nextCursor: string | null;
}
