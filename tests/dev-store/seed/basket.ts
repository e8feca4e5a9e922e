/** What a buyer of this shop puts in a basket. */
import type { Random } from "../state/random.ts";
import type { CatalogueLineInput } from "../state/orders/order-lines.ts";
import type { Shop, Variant } from "../state/types.ts";

function sellable(shop: Shop, allowGiftCards: boolean): Variant[] {
  return [...shop.variants.values()].filter((variant) => {
    const product = shop.products.get(variant.productId);
    return product?.status === "active" && (allowGiftCards || !product.isGiftCard);
  });
}

/** The first things in the catalogue sell best, and the first size of each more than the others. */
function weightOf(variant: Variant, place: number): number {
  return 1 / ((1 + place / 6) * variant.position);
}

function pickWeighted(random: Random, variants: readonly Variant[]): Variant | undefined {
  const weights = variants.map(weightOf);
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return variants.find((_variant, place) => (left -= weights[place] ?? 0) <= 0) ?? variants.at(-1);
}

/** One to four different things, mostly one or two of each. Throws when the shop sells nothing. */
export function fillBasket(random: Random, shop: Shop): CatalogueLineInput[] {
  const variants = sellable(shop, random.chance(0.03));
  if (variants.length === 0) throw new Error(`${shop.domain} has nothing to sell.`);
  const wanted = random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4]);
  const chosen = new Map<number, CatalogueLineInput>();
  for (let index = 0; index < wanted; index += 1) {
    const variant = pickWeighted(random, variants);
    if (variant === undefined) continue;
    chosen.set(variant.id, { variantId: variant.id, quantity: random.pick([1, 1, 1, 1, 2, 2, 3]) });
  }
  return [...chosen.values()];
}
