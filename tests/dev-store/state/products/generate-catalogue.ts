import { createRandom } from "../random.ts";
import type { Shop } from "../types.ts";
import type { World } from "../world.ts";
import { createProduct } from "./create-product.ts";

export type GenerateCatalogueInput = {
  variants: number;
  /** Default 20. Shopify allows up to 2,048. */
  variantsPerProduct?: number;
  seed?: number;
};

const SCENTS = [
  "Lavender",
  "Cedar",
  "Bergamot",
  "Rose",
  "Oat",
  "Mint",
  "Fig",
  "Amber",
  "Pine",
  "Honey",
] as const;
const KINDS = ["Soap bar", "Candle", "Balm", "Bath salts", "Body oil", "Shampoo bar"] as const;

/** A large made-up catalogue, the same for the same seed. Nobody is told. Returns how many there are. */
export function generateCatalogue(
  world: World,
  shop: Shop,
  input: GenerateCatalogueInput,
): { products: number; variants: number } {
  const random = createRandom(input.seed ?? 1);
  const perProduct = input.variantsPerProduct ?? 20;
  let products = 0;
  for (let made = 0; made < input.variants; products += 1) {
    const count = Math.min(perProduct, input.variants - made);
    const number = products + 1;
    createProduct(
      world,
      shop,
      {
        title: `${random.pick(SCENTS)} ${random.pick(KINDS)} No. ${number}`,
        productType: random.pick(KINDS),
        optionNames: ["Size"],
        variants: Array.from({ length: count }, (_, index) => ({
          title: `${(index + 1) * 10} g`,
          sku: `GEN-${number}-${index + 1}`,
          barcode: String(2_000_000_000_000 + made + index),
          priceCents: random.int(300, 6000),
        })),
      },
      { webhooks: false },
    );
    made += count;
  }
  return { products, variants: input.variants };
}
