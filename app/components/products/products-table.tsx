import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ProductPage, ProductRow } from "#app/contracts/product.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { clearFilters, ListFilters } from "#app/components/frame/list-filters.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { useListAddress } from "#app/components/frame/use-list-address.ts";
import { productUrl } from "./product-url.ts";
import { sayShelfLife, sayStopShip, STRATEGY } from "./say-rules.ts";

const TABS = [
  { id: "all", content: "All" },
  { id: "tracked", content: "Tracked" },
  { id: "untracked", content: "Not tracked" },
  { id: "own_rules", content: "Own rules" },
  { id: "sets", content: "Sets" },
];

/** The shop's products with the rules that are theirs alone. */
export function ProductsTable({ page }: { page: ProductPage }) {
  const address = useListAddress();
  const filter = address.get("filter") ?? "all";
  return (
    <Card padding="0">
      <ListFilters address={address} tabs={TABS} placeholder="Search by product, vendor or SKU" />
      {page.items.length === 0 ? (
        <NoProducts filter={filter} searched={address.search !== ""} onClear={() => clearFilters(address)} />
      ) : (
        <ResourceTable
          name={{ singular: "product", plural: "products" }}
          rows={page.items}
          rowId={(product) => product.id}
          rowUrl={(product) => productUrl(product.id)}
          nameTitle="Product"
          rowName={(product) => <ProductName product={product} />}
          columns={[
            { title: "Batches", cell: (product) => <TrackedBadges product={product} /> },
            { title: "Which leaves first", cell: (product) => ruleText(product, sayStrategy(product)) },
            {
              title: "Last day to ship",
              cell: (product) => ruleText(product, sayStopShip(product.stopShipDays)),
            },
            { title: "Shelf life", cell: (product) => ruleText(product, sayOwnShelfLife(product)) },
          ]}
          narrowRow={(product) => (
            <BlockStack gap="150">
              <TrackedBadges product={product} />
              {hasOwnRules(product) ? (
                <Text as="span" tone="subdued">
                  {[
                    product.strategy === null ? null : STRATEGY[product.strategy],
                    product.stopShipDays === 0 ? null : `ships until ${sayStopShip(product.stopShipDays)}`,
                    product.minShelfLifeDays === null ? null : sayShelfLife(product.minShelfLifeDays),
                  ]
                    .filter((words) => words !== null)
                    .join(", ")}
                </Text>
              ) : null}
            </BlockStack>
          )}
          loading={address.loading}
          {...(address.pages.needed(page.nextCursor)
            ? { pagination: address.pages.pagination(page.nextCursor) }
            : {})}
        />
      )}
    </Card>
  );
}

function hasOwnRules({ strategy, stopShipDays, minShelfLifeDays }: ProductRow): boolean {
  return strategy !== null || stopShipDays > 0 || minShelfLifeDays !== null;
}

function sayStrategy({ strategy }: ProductRow): string {
  return strategy === null ? "As the shop" : STRATEGY[strategy];
}

function sayOwnShelfLife({ minShelfLifeDays }: ProductRow): string {
  return minShelfLifeDays === null ? "As the shop" : sayShelfLife(minShelfLifeDays);
}

/** Rules say nothing where no batches are. */
function ruleText(product: ProductRow, words: string) {
  const plain = words === "As the shop" || words === sayStopShip(0);
  return (
    <Text as="span" {...(plain || !product.tracked ? { tone: "subdued" as const } : {})}>
      {product.tracked && !product.giftCard ? words : "–"}
    </Text>
  );
}

function ProductName({ product }: { product: ProductRow }) {
  const variants = product.variants === 1 ? null : counted(product.variants, "variant");
  return (
    <span className="bb-thing">
      <ProductPicture url={product.imageUrl} />
      <span className="bb-break">
        {product.title}
        <br />
        <Text as="span" tone="subdued">
          {[product.vendor, variants].filter((words) => words !== null).join(" · ")}
        </Text>
      </span>
    </span>
  );
}

/** Whether units of it come from batches. */
export function TrackedBadges({ product }: { product: ProductRow }) {
  return (
    <InlineStack gap="100">
      {product.giftCard ? (
        <Badge>Gift card</Badge>
      ) : product.tracked ? (
        <Badge tone="success">Tracked</Badge>
      ) : (
        <Badge>Not tracked</Badge>
      )}
      {product.sets === 0 ? null : (
        <Badge tone="info">{product.sets === 1 ? "Set" : counted(product.sets, "set")}</Badge>
      )}
    </InlineStack>
  );
}

const NOTHING: Record<string, { heading: string; says: string }> = {
  all: {
    heading: "No products yet",
    says: "Products come over from Shopify by themselves, within a minute of being made there.",
  },
  tracked: {
    heading: "No product is tracked by batch",
    says: "Every product is tracked until you switch it off on its page.",
  },
  untracked: {
    heading: "Every product is tracked by batch",
    says: "Switch it off on a product's page for what has no batches: a tote bag, a candle holder.",
  },
  own_rules: {
    heading: "Every product follows the shop's rules",
    says: "On a product's page you can give it a strategy, a stop-ship margin or a shelf life of its own.",
  },
  sets: {
    heading: "No sets yet",
    says: "When one SKU is sold that is packed from several products, say on its product's page what it is made of.",
  },
};

function NoProducts(props: { filter: string; searched: boolean; onClear: () => void }) {
  if (props.searched) {
    return (
      <EmptyCard heading="No product fits" onClear={props.onClear}>
        Try another word: part of a product&apos;s name, its vendor or a SKU.
      </EmptyCard>
    );
  }
  const nothing = NOTHING[props.filter] ?? NOTHING["all"];
  return <EmptyCard heading={nothing?.heading ?? ""}>{nothing?.says}</EmptyCard>;
}
