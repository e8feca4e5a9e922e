import { BlockStack, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { AlertCircleIcon, AlertTriangleIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import type { ImportNotes } from "#app/contracts/batch-import.ts";
import { grouped } from "#app/components/frame/figure.tsx";

interface NotesCardProps {
  /** `critical`: rows are left out for it. */
  tone: "critical" | "warning";
  title: string;
  lead: string;
  notes: ImportNotes;
  children?: ReactNode;
}

/** What there is to say about rows of the file, row by row. */
export function NotesCard({ tone, title, lead, notes, children }: NotesCardProps) {
  const { listed, total } = notes;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <span>
              <Icon source={tone === "critical" ? AlertCircleIcon : AlertTriangleIcon} tone={tone} />
            </span>
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
          </InlineStack>
          <Text as="p" tone="subdued">
            {lead}
          </Text>
        </BlockStack>
        {children}
        <table className="bb-table bb-import-notes">
          <caption className="bb-visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Column</th>
              <th scope="col">What to know</th>
            </tr>
          </thead>
          <tbody>
            {listed.map(({ row, column, message }, index) => (
              <tr key={`${index} ${row}`}>
                <th scope="row" className="bb-nowrap">
                  <span className="bb-import-row-word">Row </span>
                  {row}
                </th>
                <td className="bb-break">{column}</td>
                <td className="bb-break">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {total > listed.length ? (
          <Text as="p" tone="subdued">
            And {grouped(total - listed.length)} more.
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
