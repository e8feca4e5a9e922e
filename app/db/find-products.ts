import { Prisma } from "@prisma/client";
import type { ProductRules } from "#app/domain/shop-rules.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ModelTransaction, Transaction } from "./client.ts";

export interface ProductRecord extends ProductRules {
  productId: ShopifyId;
  title: string;
  vendor: string | null;
  imageUrl: string | null;
  giftCard: boolean;
  deleted: boolean;
  /** Variants that Shopify has. */
  variants: number;
  /** Variants that are sets. */
  sets: number;
}

export interface ProductSearch {
  filter: "all" | "tracked" | "untracked" | "own_rules" | "sets";
  /** Part of a title, of a vendor's name or of a SKU; case does not matter. */
  text: string | null;
  /** The last product of the page before, its title as it sorts. */
  after: { sortTitle: string; productId: ShopifyId } | null;
  limit: number;
}

/** A page of the products that Shopify has, by title. The page is cut before anything is counted. */
export async function findProducts(
  tx: Transaction,
  shopId: string,
  search: ProductSearch,
): Promise<(ProductRecord & { sortTitle: string })[]> {
  const where = [
    Prisma.sql`p.shop_id = ${shopId}::uuid`,
    Prisma.sql`p.deleted_at IS NULL`,
    FILTERS[search.filter],
  ];
  if (search.after !== null) {
    where.push(Prisma.sql`(lower(p.title), p.id) > (${search.after.sortTitle}, ${search.after.productId})`);
  }
  if (search.text !== null) {
    const text = Prisma.sql`lower(${search.text})`;
    where.push(Prisma.sql`(strpos(lower(p.title), ${text}) > 0 OR strpos(lower(p.vendor), ${text}) > 0
      OR EXISTS (SELECT FROM variant v
        WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND strpos(lower(v.sku), ${text}) > 0))`);
  }
  return tx.$queryRaw<(ProductRecord & { sortTitle: string })[]>`
    WITH page AS (
      SELECT * FROM product p WHERE ${Prisma.join(where, " AND ")}
      ORDER BY lower(p.title), p.id LIMIT ${search.limit}
    )
    SELECT ${PRODUCT_COLUMNS}, lower(p.title) AS "sortTitle" FROM page p ORDER BY lower(p.title), p.id`;
}

/** One product, also one that is gone from Shopify; null when the shop never had it. */
export async function findProduct(
  tx: Transaction,
  shopId: string,
  productId: ShopifyId,
): Promise<ProductRecord | null> {
  const [row] = await tx.$queryRaw<ProductRecord[]>`
    SELECT ${PRODUCT_COLUMNS} FROM product p WHERE p.shop_id = ${shopId}::uuid AND p.id = ${productId}`;
  return row ?? null;
}

/** Changes what is given of a product's rules and leaves the rest. The caller holds `lockRules`. */
export async function writeProductRules(
  tx: ModelTransaction,
  shopId: string,
  productId: ShopifyId,
  rules: { [Rule in keyof ProductRules]?: ProductRules[Rule] | undefined },
): Promise<void> {
  await tx.product.update({ where: { shopId_id: { shopId, id: productId } }, data: rules });
}

const PRODUCT_COLUMNS = Prisma.sql`
  p.id AS "productId", p.title, p.vendor, p.image_url AS "imageUrl", p.gift_card AS "giftCard",
  p.deleted_at IS NOT NULL AS deleted, p.tracked, p.strategy, p.stop_ship_days AS "stopShipDays",
  p.min_shelf_life_days AS "minShelfLifeDays",
  (SELECT count(*)::int FROM variant v
    WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND v.deleted_at IS NULL) AS variants,
  (SELECT count(DISTINCT c.set_variant_id)::int FROM variant v
    JOIN set_component c ON c.shop_id = v.shop_id AND c.set_variant_id = v.id
    WHERE v.shop_id = p.shop_id AND v.product_id = p.id) AS sets`;

const FILTERS: Record<ProductSearch["filter"], Prisma.Sql> = {
  all: Prisma.sql`true`,
  tracked: Prisma.sql`p.tracked AND NOT p.gift_card`,
  untracked: Prisma.sql`NOT p.tracked`,
  own_rules: Prisma.sql`(p.strategy IS NOT NULL OR p.stop_ship_days > 0 OR p.min_shelf_life_days IS NOT NULL)`,
  sets: Prisma.sql`EXISTS (SELECT FROM variant v
    JOIN set_component c ON c.shop_id = v.shop_id AND c.set_variant_id = v.id
    WHERE v.shop_id = p.shop_id AND v.product_id = p.id)`,
};
