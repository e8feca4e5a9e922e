import { BlockStack, Button, Card, Collapsible, InlineStack, Select, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { IMPORT_FIELDS } from "#app/domain/batch-import-columns.ts";
import type { ImportColumns, ImportField } from "#app/domain/batch-import-columns.ts";
import type { BatchImportPreview } from "#app/contracts/batch-import.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { FIELD } from "./field-words.ts";

interface MapColumnsProps {
  preview: BatchImportPreview;
  busy: boolean;
  onChange: (columns: ImportColumns) => void;
}

/** Which column of the file holds what: found by the headings, and to be corrected. */
export function MapColumns({ preview, busy, onChange }: MapColumnsProps) {
  const { headings, samples, columns, missing, tracksLocations } = preview;
  const id = useId();
  const [shown, setShown] = useState(missing.length > 0);
  const open = shown || missing.length > 0;
  const fieldOf = (column: number): ImportField | undefined =>
    IMPORT_FIELDS.find((field) => columns[field] === column);
  const used = headings.filter((_heading, column) => fieldOf(column) !== undefined).length;
  const options = [
    { value: "", label: "Not imported" },
    ...IMPORT_FIELDS.filter((field) => field !== "location" || tracksLocations).map((field) => ({
      value: field,
      label: FIELD[field],
    })),
  ];
  const choose = (column: number, chosen: string) => {
    const kept = Object.entries(columns).filter(([field, at]) => at !== column && field !== chosen);
    onChange(Object.fromEntries(chosen === "" ? kept : [...kept, [chosen, column]]));
  };
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <Text as="h2" variant="headingMd">
            {used === headings.length
              ? `All ${counted(used, "column")} are imported`
              : `${used} of ${counted(headings.length, "column")} are imported`}
          </Text>
          {missing.length > 0 ? null : (
            <Button onClick={() => setShown(!shown)} ariaExpanded={open} ariaControls={id}>
              {open ? "Hide columns" : "Change columns"}
            </Button>
          )}
        </InlineStack>
        <Collapsible id={id} open={open}>
          <ul className="bb-rows">
            {headings.map((heading, column) => (
              <li key={`${column} ${heading}`} className="bb-import-column">
                <span className="bb-break">
                  <strong>{heading}</strong>
                  <br />
                  <Text as="span" tone="subdued">
                    {samples[column] === "" ? "empty" : samples[column]}
                  </Text>
                </span>
                <Select
                  label={`Column ${heading} holds`}
                  labelHidden
                  options={options}
                  value={fieldOf(column) ?? ""}
                  onChange={(chosen) => choose(column, chosen)}
                  disabled={busy}
                />
              </li>
            ))}
          </ul>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
