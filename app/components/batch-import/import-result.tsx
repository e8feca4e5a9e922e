import {
  Badge,
  Banner,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  List,
  Text,
} from "@shopify/polaris";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { Figure, Figures, counted } from "#app/components/frame/figure.tsx";
import { ProgressLine } from "#app/components/frame/progress-line.tsx";
import { StepBar } from "#app/components/frame/step-bar.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import type { BatchImportView } from "#app/contracts/batch-import.ts";
import { IMPORT_STEPS } from "./import-page.tsx";

/** How far an import is, and what became of it. */
export function ImportResult({ view }: { view: BatchImportView }) {
  return (
    <AppPage title="Import batches" back={{ label: "Batches", to: "/app/batches" }}>
      <BlockStack gap="400">
        <StepBar steps={IMPORT_STEPS} current={2} />
        {view.isDone ? <Done view={view} /> : <UnderWay view={view} />}
      </BlockStack>
    </AppPage>
  );
}

function UnderWay({ view }: { view: BatchImportView }) {
  return (
    <Card>
      <BlockStack gap="400">
        <div aria-live="polite">
          <Text as="h2" variant="headingMd">
            Importing your batches
          </Text>
        </div>
        <ProgressLine
          label={view.fileName}
          done={view.settled}
          total={view.total}
          unit="batch"
          many="batches"
        />
        <Text as="p" tone="subdued">
          You need not wait here: it goes on by itself.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Done({ view }: { view: BatchImportView }) {
  const { fileName, batches, items, units, leftOut, refused, status, finishedAt } = view;
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <InlineStack gap="200" blockAlign="center">
              <div aria-live="polite">
                <Text as="h2" variant="headingMd">
                  {batches === 0
                    ? "Nothing was imported"
                    : `${counted(batches, "batch", "batches")} imported`}
                </Text>
              </div>
              {batches === 0 ? null : (
                <Badge tone={status === "draft" ? "info" : "success"}>
                  {status === "draft" ? "Draft" : "Open"}
                </Badge>
              )}
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              {fileName}
              {finishedAt === null ? null : (
                <>
                  , <Instant at={finishedAt} within />
                </>
              )}
              .
            </Text>
          </BlockStack>
          <Figures>
            <Figure value={batches} label={batches === 1 ? "batch" : "batches"} />
            <Figure
              value={items}
              label={`${items === 1 ? "variant" : "variants"} in ${batches === 1 ? "it" : "them"}`}
            />
            <Figure value={units} label={units === 1 ? "unit" : "units"} />
          </Figures>
          {leftOut === 0 ? null : (
            <Text as="p">
              {counted(leftOut, "row")} of the file {leftOut === 1 ? "was" : "were"} left out. Correct{" "}
              {leftOut === 1 ? "it" : "them"} and import the file again: what is imported already is not
              imported twice.
            </Text>
          )}
          <ButtonGroup>
            {status === "open" && batches > 0 ? (
              <Button variant="primary" url="/app/replay">
                Replay past orders
              </Button>
            ) : null}
            <Button url="/app/batches">See the batches</Button>
            <Button url="/app/batches/import">Import another file</Button>
          </ButtonGroup>
        </BlockStack>
      </Card>
      {refused.length === 0 ? null : (
        <Banner
          tone="warning"
          title={`${counted(refused.length, "batch", "batches")} could not be imported any more`}
        >
          <List>
            {refused.map(({ row, code, message }) => (
              <List.Item key={row}>
                Row {row}, {code}: {message}
              </List.Item>
            ))}
          </List>
        </Banner>
      )}
    </>
  );
}
