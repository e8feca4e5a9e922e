import {
  Banner,
  BlockStack,
  Button,
  Card,
  DropZone,
  InlineStack,
  List,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { DownloadButton } from "#app/components/frame/download-button.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { MAX_IMPORT_BYTES } from "#app/contracts/batch-import.ts";
import { decodeFile } from "./decode-file.ts";
import type { DecodedFile } from "./decode-file.ts";

/** What the merchant gave, as text. */
export interface GivenFile {
  name: string;
  text: string;
  encoding: Extract<DecodedFile, { ok: true }>["encoding"];
}

interface ChooseFileProps {
  busy: boolean;
  /** Why the file that was given last cannot be read. */
  failure: ActionFailure | null;
  onGiven: (file: GivenFile) => void;
}

/** A file to drop or choose, or rows to paste; and the template for who has neither. */
export function ChooseFile({ busy, failure, onGiven }: ChooseFileProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const [pasted, setPasted] = useState<string | null>(null);

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const read = await readFile(file);
    setRefused(read.ok ? null : read.why);
    if (read.ok) onGiven({ name: file.name, ...read });
  };
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              Your spreadsheet of batches
            </Text>
            <Text as="p" tone="subdued">
              A CSV file with one row for each variant of a batch. You look at everything before it is
              imported.
            </Text>
          </BlockStack>
          {refused === null ? (
            <FailureBanner failure={failure} beside={failure?.errors ?? []} />
          ) : (
            <Banner tone="critical" title="This file cannot be imported">
              {refused}
            </Banner>
          )}
          <DropZone
            label="CSV file"
            labelHidden
            allowMultiple={false}
            disabled={busy}
            onDrop={(files) => {
              take(files[0]).catch(() => setRefused("The file could not be read. Choose it again."));
            }}
          >
            <DropZone.FileUpload
              actionTitle="Choose a CSV file"
              actionHint="or drop it here. Up to 5 MB and 10,000 rows."
            />
          </DropZone>
          {pasted === null ? (
            <InlineStack gap="300">
              <Button onClick={() => setPasted("")} disabled={busy}>
                Paste rows instead
              </Button>
            </InlineStack>
          ) : (
            <BlockStack gap="300" inlineAlign="stretch">
              <TextField
                label="Rows with their headings, copied from your spreadsheet"
                value={pasted}
                onChange={setPasted}
                multiline={6}
                monospaced
                autoComplete="off"
                autoFocus
              />
              <InlineStack gap="300">
                <Button
                  variant="primary"
                  loading={busy}
                  disabled={pasted.trim() === ""}
                  onClick={() => {
                    setRefused(null);
                    onGiven({ name: "Pasted rows", text: pasted, encoding: "utf-8" });
                  }}
                >
                  Look at these rows
                </Button>
                <Button onClick={() => setPasted(null)} disabled={busy}>
                  Cancel
                </Button>
              </InlineStack>
            </BlockStack>
          )}
        </BlockStack>
      </Card>
      <WhatItNeeds />
    </>
  );
}

function WhatItNeeds() {
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          What the file needs
        </Text>
        <List>
          <List.Item>
            <strong>Batch code</strong>, <strong>units</strong>, the <strong>day it was made</strong>, and the{" "}
            <strong>SKU</strong>, barcode or product of each variant.
          </List.Item>
          <List.Item>
            If you like: time, best-before or use-by date (a month alone means its last day), cure date,
            place, maker and notes.
          </List.Item>
          <List.Item>Rows with the same code are one batch: one pour, three jar sizes.</List.Item>
          <List.Item>
            Enter all units that were made, also those that are sold: past orders take theirs.
          </List.Item>
        </List>
        <DownloadButton url="/app/batches/import/template.csv" fileName="batches-template.csv">
          Download a template with your variants
        </DownloadButton>
      </BlockStack>
    </Card>
  );
}

async function readFile(file: File): Promise<DecodedFile> {
  if (file.size > MAX_IMPORT_BYTES) {
    return {
      ok: false,
      why: "The file is larger than 5 MB. Split it and import the parts one after the other.",
    };
  }
  return decodeFile(new Uint8Array(await file.arrayBuffer()));
}
