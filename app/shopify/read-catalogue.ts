import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { QueryTooDearError } from "./admin-client.ts";
import type { CatalogueVariant, Page } from "./gateway.ts";
import {
  CountVariantsDocument,
  ReadProductDocument,
  ReadVariantPageDocument,
  ReadVariantsDocument,
} from "./generated/graphql.ts";
import type {
  ProductOfCatalogueFragment,
  ProductStatus,
  ReadProductQueryVariables,
  VariantOfCatalogueFragment,
} from "./generated/graphql.ts";
import { idOf, isFound } from "./ids.ts";
import { splitByPrice } from "./split-by-price.ts";

/** The most that Shopify gives; halved while it finds that too dear. */
const VARIANTS_PER_PAGE = 250;
const COST_OF_PAGE = 150;

/** How many variants the shop has; null above what Shopify counts exactly. */
export async function countVariants(client: AdminClient): Promise<number | null> {
  const { productVariantsCount } = await client.run(CountVariantsDocument, {}, { cost: 10 });
  return productVariantsCount?.precision === "EXACT" ? productVariantsCount.count : null;
}

/** One page of all variants, by id. */
export async function readCatalogue(
  client: AdminClient,
  after: string | null,
  first = VARIANTS_PER_PAGE,
): Promise<Page<CatalogueVariant>> {
  try {
    const { productVariants } = await client.run(
      ReadVariantPageDocument,
      { first, after },
      { cost: COST_OF_PAGE, size: first },
    );
    const { nodes, pageInfo } = productVariants;
    return {
      items: nodes.map((variant) => toCatalogueVariant(variant, variant.product)),
      next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    };
  } catch (error) {
    if (!(error instanceof QueryTooDearError) || first === 1) throw error;
    return readCatalogue(client, after, Math.ceil(first / 2));
  }
}

/** The variants that Shopify has of these. */
export async function readVariants(
  client: AdminClient,
  variantIds: ShopifyId[],
): Promise<CatalogueVariant[]> {
  return splitByPrice(variantIds, async (ids) => {
    const { nodes } = await client.run(
      ReadVariantsDocument,
      { ids: ids.map((id) => toGid("ProductVariant", id)) },
      { cost: COST_OF_PAGE, size: ids.length },
    );
    return nodes.filter(isFound).map((node) => toCatalogueVariant(node, node.product));
  });
}

/** All variants of a product; empty when Shopify does not have it. */
export async function readProduct(client: AdminClient, productId: ShopifyId): Promise<CatalogueVariant[]> {
  const items: CatalogueVariant[] = [];
  let after: string | null = null;
  do {
    const variables: ReadProductQueryVariables = {
      id: toGid("Product", productId),
      first: VARIANTS_PER_PAGE,
      after,
    };
    const { product } = await client.run(ReadProductDocument, variables, { cost: COST_OF_PAGE });
    if (product === null) return [];
    items.push(...product.variants.nodes.map((variant) => toCatalogueVariant(variant, product)));
    after = product.variants.pageInfo.hasNextPage ? product.variants.pageInfo.endCursor : null;
  } while (after !== null);
  return items;
}

const STATUS: Record<ProductStatus, CatalogueVariant["productStatus"]> = {
  ACTIVE: "active",
  ARCHIVED: "archived",
  DRAFT: "draft",
  UNLISTED: "unlisted",
};

function toCatalogueVariant(
  variant: VariantOfCatalogueFragment,
  product: ProductOfCatalogueFragment,
): CatalogueVariant {
  return {
    variantId: idOf("ProductVariant", variant),
    productId: idOf("Product", product),
    productTitle: product.title,
    vendor: product.vendor === "" ? null : product.vendor,
    productStatus: STATUS[product.status],
    giftCard: product.isGiftCard,
    productImageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    productUpdatedAt: new Date(product.updatedAt),
    title: variant.title,
    sku: variant.sku === "" ? null : variant.sku,
    barcode: variant.barcode === "" ? null : variant.barcode,
    imageUrl: variant.media.nodes[0]?.preview?.image?.url ?? null,
    position: variant.position,
  };
}
