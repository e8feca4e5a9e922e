import { Box, Card, Layout } from "@shopify/polaris";
import type { ReactNode } from "react";

interface SectionApartProps {
  title: string;
  description: string;
  children: ReactNode;
}

/** A section of the settings page that is not saved with its form. */
export function SectionApart({ title, description, children }: SectionApartProps) {
  return (
    <Box paddingBlockStart="800">
      <Layout>
        <Layout.AnnotatedSection title={title} description={description}>
          <Card>{children}</Card>
        </Layout.AnnotatedSection>
      </Layout>
    </Box>
  );
}
