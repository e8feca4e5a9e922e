import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchFileBody, BatchImportPreview, ImportBatchesBody } from "#app/contracts/batch-import.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { Figure, Figures, counted } from "#app/components/frame/figure.tsx";
import { saveFile } from "#app/components/frame/save-file.ts";
import { StepButtons } from "#app/components/frame/step-buttons.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { BatchesToImport } from "./batches-to-import.tsx";
import type { GivenFile } from "./choose-file.tsx";
import { DayOrderNote, DayOrderQuestion } from "./day-order-question.tsx";
import { NEEDED } from "./field-words.ts";
import { MapColumns } from "./map-columns.tsx";
import { NotesCard } from "./notes-card.tsx";

type Act<Payload> = Pick<ReturnType<typeof useAction<Payload, unknown>>, "send" | "busy" | "failure">;

interface CheckImportProps {
  file: GivenFile;
  preview: BatchImportPreview;
  looking: Act<BatchFileBody>;
  importing: Act<ImportBatchesBody>;
  importId: string;
  onBack: () => void;
}

/** What the file would make, what is wrong in it and what is doubtful; and the button that imports it. */
export function CheckImport({ file, preview, looking, importing, importId, onBack }: CheckImportProps) {
  const [status, setStatus] = useState<"open" | "draft">("open");
  const { totals, missing, dayOrder } = preview;
  const asks = dayOrder.kind === "ambiguous" || dayOrder.kind === "contradictory";
  const understood = missing.length === 0 && !asks;
  const busy = looking.busy || importing.busy;
  const asked: BatchFileBody = {
    text: file.text,
    columns: preview.columns,
    dayOrder: dayOrder.kind === "settled" && dayOrder.by === "merchant" ? dayOrder.order : null,
  };
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd" breakWord>
                {file.name}
              </Text>
              {looking.busy ? <Spinner size="small" accessibilityLabel="Reading the file again" /> : null}
            </InlineStack>
            <Button onClick={onBack} disabled={busy}>
              Choose another file
            </Button>
          </InlineStack>
          {understood ? <Summary preview={preview} /> : null}
          {understood ? (
            <DayOrderNote finding={dayOrder} />
          ) : (
            <Text as="p" tone="subdued">
              {counted(totals.rows, "row")} below the headings.
            </Text>
          )}
        </BlockStack>
      </Card>
      {file.encoding === "windows-1252" ? (
        <Banner tone="info" title="Look at letters such as é, ß and –">
          The file is not in UTF-8, so it was read as Windows-1252, in which Excel on Windows saves. If
          letters below are wrong, save it as “CSV UTF-8” and choose it again.
        </Banner>
      ) : null}
      {preview.catalogueIsRead ? null : (
        <Banner tone="warning" title="Your products are still being read from Shopify">
          Variants that are not read yet are not found below. Wait until Home says that all are, and choose
          the file again.
        </Banner>
      )}
      <FailureBanner failure={looking.failure} beside={looking.failure?.errors ?? []} />
      {missing.length === 0 ? null : (
        <Banner tone="warning" title="Say which columns hold what">
          The headings do not tell which column holds {list(missing.map((field) => NEEDED[field]))}.
        </Banner>
      )}
      <MapColumns preview={preview} busy={busy} onChange={(columns) => looking.send({ ...asked, columns })} />
      {missing.length > 0 ? null : (
        <DayOrderQuestion
          finding={dayOrder}
          busy={busy}
          onAnswer={(order) => looking.send({ ...asked, dayOrder: order })}
        />
      )}
      {understood ? <Notes preview={preview} asked={asked} /> : null}
      {understood && totals.batches > 0 ? (
        <>
          <BatchesToImport preview={preview} />
          <Card>
            <ChoiceList
              title="Import them as"
              choices={[
                {
                  value: "open",
                  label: "Open",
                  helpText:
                    "Orders that wait, and past orders when you replay them, get units. Close what is gone afterwards.",
                },
                {
                  value: "draft",
                  label: "Draft",
                  helpText: "Nothing is assigned until you open each of them.",
                },
              ]}
              selected={[status]}
              onChange={([chosen]) => setStatus(chosen === "draft" ? "draft" : "open")}
            />
          </Card>
        </>
      ) : null}
      <FailureBanner failure={importing.failure} beside={importing.failure?.errors ?? []} />
      <StepButtons
        next={{
          label: totals.batches === 0 ? "Import" : `Import ${counted(totals.batches, "batch", "batches")}`,
          disabled: !understood || totals.batches === 0 || looking.busy,
          busy: importing.busy,
          onClick: () =>
            importing.send({ ...asked, id: importId, fileName: file.name.slice(0, 200), status }),
        }}
      />
    </>
  );
}

function Summary({ preview: { totals } }: { preview: BatchImportPreview }) {
  return (
    <BlockStack gap="200">
      <Figures>
        <Figure value={totals.batches} label={totals.batches === 1 ? "batch" : "batches"} />
        <Figure value={totals.units} label={totals.units === 1 ? "unit" : "units"} />
        <Figure value={totals.leftOut} label={totals.leftOut === 1 ? "row left out" : "rows left out"} />
      </Figures>
      {totals.passedOver === 0 ? null : (
        <Text as="p" tone="subdued">
          {counted(totals.passedOver, "row")} without a code, units and a date{" "}
          {totals.passedOver === 1 ? "is" : "are"} passed over.
        </Text>
      )}
    </BlockStack>
  );
}

function Notes({ preview, asked }: { preview: BatchImportPreview; asked: BatchFileBody }) {
  const { problems, warnings, totals } = preview;
  return (
    <>
      {problems.total === 0 ? null : (
        <NotesCard
          tone="critical"
          title={`${counted(totals.leftOut, "row")} ${totals.leftOut === 1 ? "is" : "are"} left out`}
          lead="Correct them in your spreadsheet and choose the file again, or import the rest now and these rows later."
          notes={problems}
        >
          <LeftOutRows asked={asked} />
        </NotesCard>
      )}
      {warnings.total === 0 ? null : (
        <NotesCard
          tone="warning"
          title={`Look at ${counted(warnings.total, "thing")} once more`}
          lead="Nothing is left out for these."
          notes={warnings}
        />
      )}
    </>
  );
}

/** The rows with problems as a file, to be mended by themselves. */
function LeftOutRows({ asked }: { asked: BatchFileBody }) {
  const fetching = useAction<BatchFileBody, string>({
    to: "/app/batches/import/left-out",
    onDone: (csv) => saveFile(new Blob([csv], { type: "text/csv;charset=utf-8" }), "rows-left-out.csv"),
  });
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button loading={fetching.busy} onClick={() => fetching.send(asked)}>
        Download these rows
      </Button>
      <FailureBanner failure={fetching.failure} beside={fetching.failure?.errors ?? []} />
    </BlockStack>
  );
}

function list(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
