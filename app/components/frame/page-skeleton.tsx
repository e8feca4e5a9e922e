import {
  BlockStack,
  Card,
  Layout,
  SkeletonBodyText,
  SkeletonDisplayText,
  SkeletonPage,
} from "@shopify/polaris";

/** What a page looks like before its data is there. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <SkeletonPage>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <CardSkeleton lines={3} />
              <CardSkeleton lines={8} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </SkeletonPage>
    </div>
  );
}

function CardSkeleton({ lines }: { lines: number }) {
  return (
    <Card>
      <BlockStack gap="400">
        <SkeletonDisplayText size="small" />
        <SkeletonBodyText lines={lines} />
      </BlockStack>
    </Card>
  );
}
