import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { PageLink } from "./app-page.tsx";

interface EmptyCardProps {
  heading: string;
  children: ReactNode;
  action?: PageLink;
  /** Another way, beside the action. */
  other?: PageLink;
  onClear?: () => void;
}

/** In place of a list without entries: why it is empty, and the one next step. */
export function EmptyCard({ heading, children, action, other, onClear }: EmptyCardProps) {
  return (
    <Box padding="800">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {heading}
        </Text>
        <div style={{ maxWidth: "32rem" }}>
          <Text as="p" tone="subdued" alignment="center">
            {children}
          </Text>
        </div>
        <InlineStack gap="200">
          {action === undefined ? null : (
            <Button variant="primary" url={action.to}>
              {action.label}
            </Button>
          )}
          {other === undefined ? null : <Button url={other.to}>{other.label}</Button>}
          {onClear === undefined ? null : <Button onClick={onClear}>Clear search and filters</Button>}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
