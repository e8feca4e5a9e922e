import { Badge, Banner, BlockStack, Button, Card, InlineStack, Layout, Text } from "@shopify/polaris";
import type { ProductVariantView, ProductView } from "#app/contracts/product.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { useCursorPages } from "#app/components/frame/use-cursor-pages.ts";
import { sayComponents } from "#app/components/settings/say-rule-change.ts";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import { ProductRulesForm } from "./product-rules-form.tsx";
import { productUrl } from "./product-url.ts";
import { TrackedBadges } from "./products-table.tsx";

/** One product: its rules, and which of its variants are sets. */
export function ProductPage({ product }: { product: ProductView }) {
  return (
    <AppPage title={product.title} back={{ label: "Products", to: "/app/products" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {product.deleted ? (
              <Banner tone="info" title="This product is gone from Shopify">
                Its batches and orders keep their names. Orders that wait for it can still be served.
              </Banner>
            ) : null}
            <Card>
              <InlineStack gap="300" blockAlign="center" wrap={false}>
                <ProductPicture url={product.imageUrl} size={60} />
                <BlockStack gap="150">
                  <Text as="h2" variant="headingLg">
                    {product.title}
                  </Text>
                  <TrackedBadges product={product} />
                </BlockStack>
              </InlineStack>
            </Card>
            {product.giftCard ? (
              <Banner tone="info" title="Gift cards have no batches">
                There is nothing to set here.
              </Banner>
            ) : (
              <>
                <ProductRulesForm key={product.id} product={product} />
                <VariantsCard product={product} />
              </>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}

function VariantsCard({ product }: { product: ProductView }) {
  const pages = useCursorPages("variants");
  const { items, nextCursor } = product.page;
  const { hasNext, hasPrevious, onNext, onPrevious } = pages.pagination(nextCursor);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Sold as a set
          </Text>
          <Text as="p" tone="subdued">
            For one SKU that is packed from several products: its orders take units of each part&apos;s own
            batches. Bundles made in Shopify need nothing here, their orders name the parts already.
          </Text>
        </BlockStack>
        <ul className="bb-rows">
          {items.map((variant) => (
            <li key={variant.id}>
              <VariantRow variant={variant} product={product} />
            </li>
          ))}
        </ul>
        {pages.needed(nextCursor) ? (
          <InlineStack gap="200">
            {hasPrevious ? <Button onClick={onPrevious}>Previous variants</Button> : null}
            {hasNext ? <Button onClick={onNext}>More variants</Button> : null}
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function VariantRow({ variant, product }: { variant: ProductVariantView; product: ProductView }) {
  const title = itemTitle({ productTitle: product.title, variantTitle: variant.title });
  const isSet = variant.components.length > 0;
  const made = variant.components.map(({ productTitle, variantTitle, units }) => ({
    title: itemTitle({ productTitle, variantTitle }),
    units,
  }));
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
      <BlockStack gap="100">
        <span className="bb-break">
          {title} {isSet ? <Badge tone="info">Set</Badge> : null}
        </span>
        <Text as="span" tone="subdued" breakWord>
          {isSet ? sayComponents(made) : (variant.sku ?? "No SKU")}
        </Text>
      </BlockStack>
      <span className="bb-nowrap">
        <Button
          url={`${productUrl(product.id)}/sets/${variant.id.slice(variant.id.lastIndexOf("/") + 1)}`}
          accessibilityLabel={isSet ? `Change the set ${title}` : `Make a set of ${title}`}
        >
          {isSet ? "Change" : "Make a set"}
        </Button>
      </span>
    </InlineStack>
  );
}
