import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Layout,
  Link,
  Text,
} from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { Icon } from "@shopify/polaris";
import type { ActiveRecall, FirstSteps, HomeSummary, LastCheck } from "#app/contracts/home-view.ts";
import type { ShopStatus } from "#app/contracts/status.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { Figure, Figures, counted, grouped } from "#app/components/frame/figure.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { ProgressLine } from "#app/components/frame/progress-line.tsx";
import { Instant, useShopClock } from "#app/components/frame/shop-clock.tsx";
import { sayDay, sayDaysAway } from "#app/components/frame/shop-time.ts";
import { RecallBadges } from "#app/components/frame/status-badge.tsx";

interface HomePageProps {
  summary: HomeSummary;
  status: ShopStatus;
}

/** What needs attention now, then how today goes. */
export function HomePage({ summary, status }: HomePageProps) {
  const { unassigned, expiring, recalls, firstSteps, lastCheck, today } = summary;
  // First steps can wait for who is in the middle of a recall.
  const inEarnest = recalls.some((recall) => !recall.drill);
  const calm =
    unassigned.units === 0 &&
    expiring.total === 0 &&
    recalls.length === 0 &&
    summary.ledgerAlarms.length === 0;
  return (
    <AppPage title="Home" primary={{ label: "New batch", to: "/app/batches/new" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {recalls.map((recall) => (
              <RecallCard key={recall.id} recall={recall} />
            ))}
            {summary.ledgerAlarms.length === 0 ? null : <LedgerAlarm batches={summary.ledgerAlarms} />}
            <CatalogueCard catalogue={status.catalogue} />
            {inEarnest ? null : <FirstStepsCard steps={firstSteps} />}
            {unassigned.units > 0 ? <UnassignedCard unassigned={unassigned} /> : null}
            {expiring.total > 0 ? <ExpiringCard expiring={expiring} /> : null}
            {calm && firstSteps.batchMade ? (
              <Card>
                <InlineStack gap="300" blockAlign="center" wrap={false}>
                  <span>
                    <Icon source={CheckCircleIcon} tone="success" />
                  </span>
                  <Text as="p">
                    Nothing needs your attention: every unit has a batch, nothing expires within 30 days, no
                    recall is running.
                  </Text>
                </InlineStack>
              </Card>
            ) : null}
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Today
                </Text>
                <Figures>
                  <Figure value={today.orders} label={today.orders === 1 ? "order" : "orders"} />
                  <Figure value={today.unitsAssigned} label="units with a batch" />
                  <Figure
                    value={today.batchesMade}
                    label={today.batchesMade === 1 ? "batch made" : "batches made"}
                  />
                </Figures>
                <Behind status={status} />
                <Checked check={lastCheck} />
              </BlockStack>
            </Card>
            {inEarnest ? <FirstStepsCard steps={firstSteps} /> : null}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}

/** Units that differ from their ledger: rare, and never to be passed over. */
function LedgerAlarm({ batches }: { batches: HomeSummary["ledgerAlarms"] }) {
  return (
    <Banner tone="critical" title="The units of some batches do not add up">
      <BlockStack gap="100">
        <Text as="p">
          They differ from what was recorded of every movement. Open each batch, check it against the ledger
          and set it right.
        </Text>
        <InlineStack gap="200">
          {batches.map((batch) => (
            <Link key={batch.id} url={`/app/batches/${batch.id}`}>
              {batch.code}
            </Link>
          ))}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

function RecallCard({ recall }: { recall: ActiveRecall }) {
  const { orders, recipients } = recall;
  const tagged = orders.tagged + orders.failed;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {recall.drill ? "Drill" : "Recall"} {recall.number}
            </Text>
            <RecallBadges status={recall.status} drill={recall.drill} />
          </InlineStack>
          <Button url={`/app/recalls/${recall.id}`} variant="primary">
            Open recall
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          Launched <Instant at={recall.launchedAt} within />
        </Text>
        {recall.drill ? null : (
          <BlockStack gap="200">
            <ProgressLine label="Notices" done={recipients.settled} total={recipients.total} unit="buyer" />
            <ProgressLine
              label="Order tags"
              done={tagged}
              failed={orders.failed}
              total={orders.total}
              unit="order"
            />
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function UnassignedCard({ unassigned }: { unassigned: HomeSummary["unassigned"] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Unassigned units
          </Text>
          <Button url="/app/orders?filter=unassigned">See the orders</Button>
        </InlineStack>
        <Figures>
          <Figure
            value={unassigned.units}
            label={unassigned.units === 1 ? "unit without a batch" : "units without a batch"}
          />
          <Figure value={unassigned.orders} label={unassigned.orders === 1 ? "order waits" : "orders wait"} />
        </Figures>
        <Text as="p" tone="subdued">
          {unassigned.oldestAt === null ? null : (
            <>
              The oldest was placed <Instant at={unassigned.oldestAt} within />.{" "}
            </>
          )}
          Record or open a batch and they fill by themselves, oldest order first.
        </Text>
      </BlockStack>
    </Card>
  );
}

function ExpiringCard({ expiring }: { expiring: HomeSummary["expiring"] }) {
  const { today } = useShopClock();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {counted(expiring.total, "batch", "batches")} expired or expiring within 30 days
        </Text>
        <BlockStack gap="300">
          {expiring.batches.map((batch) => (
            <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
              <span className="bb-thing">
                <ProductPicture url={batch.imageUrl} />
                <span className="bb-break">
                  <Link url={`/app/batches/${batch.id}`} removeUnderline>
                    <span className="bb-code">{batch.code}</span>
                  </Link>
                  <br />
                  <Text as="span" tone="subdued">
                    {batch.title} · {grouped(batch.remaining)} remaining
                  </Text>
                </span>
              </span>
              <span className="bb-nowrap">
                <Badge tone={batch.expiresOn < today ? "critical" : "warning"}>
                  {`${batch.expiresOn < today ? "Expired" : "Expires"} ${sayDaysAway(batch.expiresOn, today)}`}
                </Badge>
              </span>
            </InlineStack>
          ))}
        </BlockStack>
        {expiring.total > expiring.batches.length ? (
          <Text as="p" tone="subdued">
            The first {expiring.batches.length} of {grouped(expiring.total)},{" "}
            {sayDay(expiring.batches[0]?.expiresOn ?? today)} first.
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

/** The products are being copied; the bar moves by itself. */
function CatalogueCard({ catalogue }: { catalogue: ShopStatus["catalogue"] }) {
  if (catalogue.state === "done") return null;
  if (catalogue.state === "failed") {
    return (
      <Banner tone="warning" title="Your products could not all be read from Shopify">
        {counted(catalogue.done, "variant")} read so far. Batchbook keeps trying; orders and batches work
        meanwhile, and a variant that is missing is fetched when you use it.
      </Banner>
    );
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Reading your products from Shopify
        </Text>
        <ProgressLine label="Variants" done={catalogue.done} total={catalogue.total} unit="variant" />
        <Text as="p" tone="subdued">
          You need not wait: record your first batch while this runs.
        </Text>
      </BlockStack>
    </Card>
  );
}

const STEPS: {
  key: keyof FirstSteps;
  title: string;
  says: string;
  link: { label: string; to: string } | null;
}[] = [
  {
    key: "catalogueMirrored",
    title: "Your products are read from Shopify",
    says: "By itself, in the background.",
    link: null,
  },
  {
    key: "batchMade",
    title: "Record your first batch",
    says: "What was made, when, how many units.",
    link: { label: "New batch", to: "/app/batches/new" },
  },
  {
    key: "pastReplayed",
    title: "Replay your past orders",
    says: "Import the batches you made before from a spreadsheet, or type them in, with their dates. Orders from before Batchbook then get their units from them.",
    link: { label: "Past orders", to: "/app/replay" },
  },
  {
    key: "orderFilled",
    title: "An order gets its units from a batch",
    says: "By itself, oldest batch first, within seconds of the order.",
    link: { label: "See orders", to: "/app/orders" },
  },
  {
    key: "drillRun",
    title: "Run a drill",
    says: "A recall on paper: see who would be reached, and how fast. Nothing is sent or changed.",
    link: { label: "Run a drill", to: "/app/recalls/new?drill=1" },
  },
];

function FirstStepsCard({ steps }: { steps: FirstSteps }) {
  const left = STEPS.filter((step) => !steps[step.key]);
  if (left.length === 0) return null;
  const [next] = left.filter((step) => step.link !== null);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            First steps
          </Text>
          <Text as="span" tone="subdued">
            {STEPS.length - left.length} of {STEPS.length} done
          </Text>
        </InlineStack>
        <ol className="bb-check">
          {STEPS.map((step) => (
            <li key={step.key} {...(steps[step.key] ? { "data-done": "" } : {})}>
              <span className="bb-check-mark">
                {steps[step.key] ? (
                  <Icon source={CheckCircleIcon} tone="success" accessibilityLabel="Done" />
                ) : null}
              </span>
              <Box width="100%">
                <Text as="p" fontWeight="medium" tone={steps[step.key] ? "subdued" : "base"}>
                  {step.title}
                </Text>
                {steps[step.key] ? null : (
                  <BlockStack gap="200" inlineAlign="start">
                    <Text as="p" tone="subdued">
                      {step.says}
                    </Text>
                    {step.link === null ? null : (
                      <Button url={step.link.to} variant={step === next ? "primary" : "secondary"}>
                        {step.link.label}
                      </Button>
                    )}
                  </BlockStack>
                )}
              </Box>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

/** Events from Shopify that are still being worked off. Normally none. */
function Behind({ status }: { status: ShopStatus }) {
  const pending = status.pendingDeliveries + status.pendingOrders;
  if (pending === 0 || status.oldestPendingAt === null) return null;
  return (
    <Text as="p" tone="subdued">
      {counted(pending, "change")} from Shopify still being worked off, the oldest from{" "}
      <Instant at={status.oldestPendingAt} within />.
    </Text>
  );
}

/** Whether what the app knows is what Shopify knows. */
function Checked({ check }: { check: LastCheck | null }) {
  if (check === null) return null;
  return (
    <Text as="p" tone="subdued">
      Last check of your orders against Shopify: <Instant at={check.at} within />,{" "}
      {check.found === 0
        ? "nothing missed."
        : `and in 24 hours ${counted(check.found, "order")} had changed without a message from Shopify. ${
            check.found === 1 ? "It is" : "They are"
          } settled now.`}
    </Text>
  );
}
