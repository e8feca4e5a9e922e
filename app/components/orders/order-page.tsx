import { Badge, Banner, BlockStack, Button, Card, InlineStack, Layout, Link, Text } from "@shopify/polaris";
import type { LineDraw } from "#app/contracts/order-decision.ts";
import type { OrderAct, OrderLineView, OrderView, PublicationView } from "#app/contracts/order-view.ts";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { Facts } from "#app/components/frame/facts.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { ASSIGNMENT_STATE, CONFIDENCE, sayDeferred, sayLineReason } from "#app/components/frame/words.ts";
import { CameBack } from "./came-back.tsx";
import { Corrections, useSay, type ToSay } from "./correct-modal.tsx";
import { OrderActsCard } from "./order-acts-card.tsx";
import { OrderBadges } from "./orders-table.tsx";
import { ShownInShopify } from "./shown-in-shopify.tsx";
import { WhyThisBatch } from "./why-this-batch.tsx";

/** One order: each line, the batches its units come from, and why those. */
export function OrderPage(props: {
  order: OrderView;
  draws: LineDraw[];
  acts: OrderAct[];
  publication: PublicationView | null;
}) {
  const { order, draws, acts, publication } = props;
  const waiting = order.lines.reduce((units, line) => units + line.unassigned - deferredUnits(line), 0);
  const onHold = order.lines
    .flatMap((line) => line.assignments)
    .reduce((units, held) => units + (held.onHold ? held.units : 0), 0);
  const shipped = order.lines.reduce((units, line) => units + line.unassignedShipped, 0);
  const ids = new Set(order.lines.map((line) => line.id));
  const sold = order.lines.filter(({ partOf }) => partOf === null || !ids.has(partOf));
  return (
    <AppPage title={`Order ${order.name}`} back={{ label: "Orders", to: "/app/orders" }}>
      <Corrections orderId={order.id}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {waiting > 0 ? (
                <Banner tone="warning" title={`${counted(waiting, "unit")} without a batch`}>
                  {shipped === waiting
                    ? "They shipped before a batch was found for them. Record the batch they are from, with the date it was made, or name it below."
                    : "They get one by themselves as soon as a fitting batch is open. Nothing is lost meanwhile."}
                </Banner>
              ) : null}
              {onHold > 0 ? (
                <Banner
                  tone="warning"
                  title={`${counted(onHold, "unit")} not to be shipped: the batch is on hold`}
                >
                  Lift the hold, or say which other batch is packed.
                </Banner>
              ) : null}
              <Card>
                <BlockStack gap="400">
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="h2" variant="headingLg">
                      {order.name}
                    </Text>
                    <OrderBadges order={order} />
                  </InlineStack>
                  <Facts
                    facts={[
                      { word: "Placed", value: <Instant at={order.processedAt} exact /> },
                      { word: "Buyer", value: order.buyerName },
                      { word: "E-mail address", value: order.buyerEmail },
                      { word: "Phone", value: order.buyerPhone },
                      {
                        word: "Cancelled",
                        value: order.cancelledAt === null ? null : <Instant at={order.cancelledAt} exact />,
                      },
                      {
                        word: "Shopify shows",
                        value: publication === null ? null : <ShownInShopify publication={publication} />,
                      },
                    ]}
                  />
                  {/* Leaves the app's frame for the admin's own page. */}
                  <Link
                    url={`shopify://admin/orders/${order.id.slice(order.id.lastIndexOf("/") + 1)}`}
                    target="_top"
                  >
                    Open in Shopify
                  </Link>
                </BlockStack>
              </Card>
              {sold.map((line) => (
                <LineCard
                  key={line.id}
                  line={line}
                  parts={order.lines.filter(({ partOf }) => partOf === line.id)}
                  draws={draws}
                />
              ))}
              <OrderActsCard acts={acts} lines={order.lines} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Corrections>
    </AppPage>
  );
}

interface LineProps {
  line: OrderLineView;
  draws: LineDraw[];
}

/** A line as it was sold; below a set the parts that it is made of. */
function LineCard({ line, parts, draws }: LineProps & { parts: readonly OrderLineView[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <div data-line={line.id}>
          <BlockStack gap="300">
            <LineHead line={line} size={48} />
            <LineUnits line={line} draws={draws} />
          </BlockStack>
        </div>
        {parts.length === 0 ? null : (
          <ul className="bb-parts" aria-label={`Parts of ${titleOf(line)}`}>
            {parts.map((part) => (
              <li key={part.id} data-line={part.id}>
                <BlockStack gap="300">
                  <LineHead line={part} size={36} />
                  <LineUnits line={part} draws={draws} />
                </BlockStack>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function titleOf(line: OrderLineView): string {
  return itemTitle({ productTitle: line.title, variantTitle: line.variantTitle });
}

function LineHead({ line, size }: { line: OrderLineView; size: number }) {
  const title = titleOf(line);
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
      <span className="bb-thing">
        <ProductPicture url={line.imageUrl} size={size} />
        <span className="bb-break">
          <Text
            as={line.partOf === null ? "h3" : "h4"}
            variant={line.partOf === null ? "headingMd" : "headingSm"}
          >
            {title}
          </Text>
          {line.sku === null ? null : (
            <Text as="span" tone="subdued">
              {line.sku}
            </Text>
          )}
          {line.shipsFrom.length === 0 ? null : (
            <Text as="p" tone="subdued">
              Ships from {sayPlaces(line.shipsFrom)}
            </Text>
          )}
        </span>
      </span>
      <span className="bb-nowrap">{counted(line.quantity, "unit")}</span>
    </InlineStack>
  );
}

function LineUnits({ line, draws }: LineProps) {
  const onSay = useSay();
  const title = titleOf(line);
  const say: OnSay = (of) => {
    if (line.variantId === null) return;
    onSay({ lineId: line.id, variantId: line.variantId, itemTitle: title, ...of });
  };
  return (
    <>
      {line.assignments.length === 0 ? null : (
        <table className="bb-table">
          <caption className="bb-visually-hidden">Batches of {title}</caption>
          <thead>
            <tr>
              <th scope="col">Batch</th>
              <th scope="col" className="bb-number">
                Units
              </th>
              <th scope="col">Where they are</th>
              <th scope="col">How sure</th>
              <th scope="col" aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {line.assignments.map((assignment) => (
              <tr key={`${assignment.batchId} ${assignment.state} ${assignment.confidence}`}>
                <th scope="row">
                  <Link url={`/app/batches/${assignment.batchId}`}>
                    <span className="bb-code">{assignment.code}</span>
                  </Link>
                </th>
                <td className="bb-number" data-label="Units">
                  {grouped(assignment.units)}
                </td>
                <td data-label="Where they are">
                  <InlineStack gap="150" blockAlign="center">
                    {ASSIGNMENT_STATE[assignment.state]}
                    {assignment.onHold ? <Badge tone="warning">Batch on hold</Badge> : null}
                  </InlineStack>
                </td>
                <td data-label="How sure">
                  <span title={CONFIDENCE[assignment.confidence].detail}>
                    <Badge tone={CONFIDENCE[assignment.confidence].tone}>
                      {CONFIDENCE[assignment.confidence].label}
                    </Badge>
                  </span>
                </td>
                <td>
                  <AssignmentActions assignment={assignment} onSay={say} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <CameBack line={line} onAnswer={say} />
      <Waiting line={line} onSay={say} />
      {line.assignments.length === 0 ? null : (
        <WhyThisBatch draws={draws.filter((draw) => draw.lineId === line.id)} />
      )}
    </>
  );
}

/** Unshipped units that are to have no batch yet. */
function deferredUnits({ reason, unassigned, unassignedShipped }: OrderLineView): number {
  return sayDeferred(reason) === null ? 0 : unassigned - unassignedShipped;
}

type Assignment = OrderLineView["assignments"][number];
type OnSay = (of: Pick<ToSay, "from" | "state" | "units" | "to">) => void;

/** What was written off before it shipped went to nobody: there is nothing to say about it. */
function AssignmentActions({ assignment, onSay }: { assignment: Assignment; onSay: OnSay }) {
  const { batchId, code, state, units, confidence } = assignment;
  if (state === "written_off") return null;
  const of = { from: { id: batchId, code }, state, units };
  return (
    <InlineStack gap="200" align="end">
      {confidence === "assumed" ? (
        <Button
          size="slim"
          accessibilityLabel={`Confirm batch ${code}, ${state}`}
          onClick={() => onSay({ ...of, to: "confirm" })}
        >
          Confirm
        </Button>
      ) : null}
      <Button
        size="slim"
        accessibilityLabel={`Change batch ${code}, ${state}`}
        onClick={() => onSay({ ...of, to: "choose" })}
      >
        Change batch
      </Button>
    </InlineStack>
  );
}

function Waiting({ line, onSay }: { line: OrderLineView; onSay: OnSay }) {
  const deferred = deferredUnits(line);
  const unassigned = line.unassigned - deferred;
  const shipped = line.unassignedShipped;
  return (
    <BlockStack gap="100">
      {line.unassigned === 0 ? null : (
        <InlineStack gap="200" blockAlign="center">
          {deferred === 0 ? null : (
            <Badge tone="info">{`${counted(deferred, "unit")} ${deferred === 1 ? "waits" : "wait"} for ${sayDeferred(line.reason)}`}</Badge>
          )}
          {unassigned === 0 ? null : (
            <Badge tone="attention">{`${counted(unassigned, "unit")} unassigned`}</Badge>
          )}
          {shipped === 0 ? null : (
            <>
              <span>
                {shipped === unassigned ? "shipped" : `${counted(shipped, "unit")} of them shipped`}, batch
                unknown
              </span>
              <Button
                size="slim"
                onClick={() => onSay({ from: null, state: "shipped", units: shipped, to: "choose" })}
              >
                Give a batch
              </Button>
            </>
          )}
        </InlineStack>
      )}
      {line.reason === null ? null : (
        <Text as="p" tone="subdued">
          {sayLineReason(line.reason)}
        </Text>
      )}
    </BlockStack>
  );
}

/** `Porto`, or `Porto (2) and Shop location (1)` where there are several. */
function sayPlaces(places: OrderLineView["shipsFrom"]): string {
  const [only] = places;
  if (places.length === 1 && only !== undefined) return only.name;
  return places.map(({ name, units }) => `${name} (${grouped(units)})`).join(" and ");
}
