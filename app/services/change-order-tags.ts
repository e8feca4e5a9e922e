import { noteTagsToAdd } from "#app/db/publication-marks.ts";
import type { LeasedPublication } from "#app/db/publication-marks.ts";
import type { TargetTags } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

export interface TagOutcome {
  /** The app's own tags on the order, as far as is known. */
  tags: string[];
  changed: boolean;
  isGone: boolean;
  refused: string | null;
}

interface Change {
  order: LeasedPublication;
  /** The app's own, before and after. */
  kept: string[];
  add: string[];
  remove: string[];
}

/**
 * Gives orders the tags they shall have and takes away those that the app once added and that no longer hold. A tag that
 * somebody else had put there is left alone, then and later. What is about to be added is noted first: after a crash the app
 * still knows its own. Orders that have and want no tags cost nothing.
 */
export async function changeOrderTags(
  ctx: ShopContext,
  until: Date,
  wanted: readonly { order: LeasedPublication; tags: readonly string[] }[],
): Promise<Map<LeasedPublication, TagOutcome>> {
  const outcomes = new Map<LeasedPublication, TagOutcome>();
  const concerned = wanted.filter(({ order, tags }) => tags.length > 0 || order.tags.length > 0);
  if (concerned.length === 0) return outcomes;

  const present = await ctx.shopify.readOrderTags(concerned.map(({ order }) => order.orderId));
  const changes: Change[] = [];
  for (const { order, tags } of concerned) {
    const inShopify = present.get(order.orderId);
    if (inShopify === undefined) {
      outcomes.set(order, { tags: order.tags, changed: false, isGone: true, refused: null });
    } else {
      changes.push(planChange(order, tags, inShopify));
    }
  }
  await noteTagsToAdd(
    ctx.db,
    ctx.shop.id,
    until,
    changes
      .filter(({ add }) => add.length > 0)
      .map(({ order, add }) => ({ orderId: order.orderId, tags: [...new Set([...order.tags, ...add])] })),
  );
  const notAdded = await carryOut(changes, "add", (targets) => ctx.shopify.addTags(targets));
  const notRemoved = await carryOut(changes, "remove", (targets) => ctx.shopify.removeTags(targets));
  for (const change of changes) {
    const { order, kept, add, remove } = change;
    const refused = notAdded.get(change) ?? notRemoved.get(change) ?? null;
    const tags = [...kept, ...(notAdded.has(change) ? [] : add), ...(notRemoved.has(change) ? remove : [])];
    const changed =
      (add.length > 0 && !notAdded.has(change)) || (remove.length > 0 && !notRemoved.has(change));
    outcomes.set(order, { tags, changed, isGone: false, refused });
  }
  return outcomes;
}

/** Shopify compares tags without regard to case. */
function planChange(
  order: LeasedPublication,
  wanted: readonly string[],
  inShopify: readonly string[],
): Change {
  const present = new Set(inShopify.map(asKey));
  const wantedKeys = new Set(wanted.map(asKey));
  return {
    order,
    kept: order.tags.filter((tag) => wantedKeys.has(asKey(tag)) && present.has(asKey(tag))),
    add: wanted.filter((tag) => !present.has(asKey(tag))),
    remove: order.tags.filter((tag) => !wantedKeys.has(asKey(tag)) && present.has(asKey(tag))),
  };
}

function asKey(tag: string): string {
  return tag.toLowerCase();
}

/** @returns the changes that Shopify refused, with its reason */
async function carryOut(
  changes: readonly Change[],
  what: "add" | "remove",
  run: (targets: TargetTags[]) => Promise<({ ok: true } | { ok: false; refused: string })[]>,
): Promise<Map<Change, string>> {
  const refused = new Map<Change, string>();
  const some = changes.filter((change) => change[what].length > 0);
  if (some.length === 0) return refused;
  const results = await run(
    some.map((change) => ({ kind: "Order", id: change.order.orderId, tags: change[what] })),
  );
  for (const [index, change] of some.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error("the gateway gave fewer results than it was given targets");
    if (!result.ok) refused.set(change, result.refused);
  }
  return refused;
}
