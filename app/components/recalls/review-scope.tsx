import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  SkeletonBodyText,
  SkeletonDisplayText,
  Text,
} from "@shopify/polaris";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { Figure, Figures, counted, grouped } from "#app/components/frame/figure.tsx";
import type { RecallCounts, RecallRing, RecallScope } from "#app/domain/recall-scope.ts";
import type { RingPreviews } from "./recall-data.ts";
import { RelatedBatches } from "./related-batches.tsx";
import { RING } from "./ring-words.ts";
import { StepButtons } from "#app/components/frame/step-buttons.tsx";

interface ReviewScopeProps {
  batches: readonly BatchView[];
  onAdd: (batch: BatchView) => void;
  previews: RingPreviews | null;
  busy: boolean;
  failure: ActionFailure | null;
  ring: RecallRing;
  onRing: (ring: RecallRing) => void;
  onRetry: () => void;
  onBack: () => void;
  onNext: () => void;
}

/** Who has the goods, in large numbers, before anything is done. */
export function ReviewScope(props: ReviewScopeProps) {
  const { previews, busy, failure, ring, onBack, onNext, onRetry } = props;
  if (previews === null) {
    return (
      <>
        <FailureBanner failure={failure} />
        <Card>
          {busy || failure === null ? (
            <div role="status" aria-label="Counting who has these batches">
              <BlockStack gap="400">
                <SkeletonDisplayText size="medium" />
                <SkeletonBodyText lines={6} />
              </BlockStack>
            </div>
          ) : (
            <InlineStack gap="200">
              <Button variant="primary" onClick={onRetry}>
                Count again
              </Button>
              <Button onClick={onBack}>Back</Button>
            </InlineStack>
          )}
        </Card>
      </>
    );
  }
  return (
    <>
      <RelatedBatches batches={props.batches} onAdd={props.onAdd} />
      <AffectedCard scope={previews[ring]} />
      <RingCard {...props} previews={previews} />
      <StepButtons next={{ label: "Write the notice", onClick: onNext }} onBack={onBack} />
    </>
  );
}

function AffectedCard({ scope }: { scope: RecallScope }) {
  const { affected, groups } = scope;
  return (
    <Card>
      <BlockStack gap="500">
        <Text as="h2" variant="headingLg">
          {affected.buyers === 0 ? "No buyer has these batches" : "These people have it, or get it soon"}
        </Text>
        <Figures>
          <Figure
            tone="strong"
            value={affected.buyers}
            label={affected.buyers === 1 ? "buyer to reach" : "buyers to reach"}
          />
          <Figure tone="strong" value={affected.orders} label={affected.orders === 1 ? "order" : "orders"} />
          <Figure tone="strong" value={affected.units} label={affected.units === 1 ? "unit" : "units"} />
        </Figures>
        <ScopeGroups groups={scope.groups} />
        {groups.noContact.buyers === 0 ? null : (
          <Text as="p">
            <strong>{counted(groups.noContact.buyers, "buyer")}</strong> of them without an e-mail address.
            After the launch you get a list with phone numbers and postal addresses, as far as they are known.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

const GROUPS: { key: keyof RecallScope["groups"]; title: string; says: string }[] = [
  { key: "withGoods", title: "With the buyer", says: "Gets tag and notice" },
  { key: "inTransit", title: "On the way", says: "Gets tag and notice: do not use when it comes" },
  { key: "notShipped", title: "Not shipped yet", says: "A safe batch instead, no notice" },
  { key: "returned", title: "Came back", says: "Nobody to reach" },
  { key: "onShelf", title: "On your shelf", says: "No order can get them any more" },
];

/** Where all units of the batches are, and what happens to each group. The groups share no unit. */
export function ScopeGroups({ groups, drill = false }: { groups: RecallScope["groups"]; drill?: boolean }) {
  return (
    <table className="bb-table">
      <caption className="bb-visually-hidden">Units of the recalled batches by where they are</caption>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col" className="bb-number">
            Units
          </th>
          <th scope="col" className="bb-number">
            Orders
          </th>
          <th scope="col" className="bb-number">
            Buyers
          </th>
          <th scope="col">{drill ? "In a real recall" : "What happens"}</th>
        </tr>
      </thead>
      <tbody>
        {GROUPS.map(({ key, title, says }) => (
          <GroupRow key={key} title={title} says={says} counts={groups[key]} />
        ))}
      </tbody>
    </table>
  );
}

function GroupRow({ title, says, counts }: { title: string; says: string; counts: RecallCounts }) {
  const none = counts.units === 0;
  const number = (label: string, value: number) => (
    <td className="bb-number" data-label={label} {...(none ? { "data-zero": "" } : {})}>
      {grouped(value)}
    </td>
  );
  return (
    <tr>
      <th scope="row">{title}</th>
      {number("Units", counts.units)}
      {number("Orders", counts.orders)}
      {number("Buyers", counts.buyers)}
      <td>
        <Text as="span" tone="subdued">
          {none ? "Nothing to do" : says}
        </Text>
      </td>
    </tr>
  );
}

const RINGS = ["certain", "probable", "possible"] as const;

function RingCard({ previews, ring, onRing }: ReviewScopeProps & { previews: RingPreviews }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            How wide do you go?
          </Text>
          <Text as="p" tone="subdued">
            Orders get their batches by your rules. Which jar was really packed is known only where somebody
            confirmed it.
          </Text>
        </BlockStack>
        <fieldset className="bb-choices">
          <legend className="bb-visually-hidden">How wide do you go?</legend>
          {RINGS.map((each, index) => {
            const { affected } = previews[each];
            const narrower = index === 0 ? null : previews[RINGS[index - 1] ?? each].affected;
            const added = narrower === null ? null : affected.buyers - narrower.buyers;
            return (
              <label key={each} className="bb-choice">
                <input
                  type="radio"
                  name="ring"
                  value={each}
                  checked={ring === each}
                  onChange={() => onRing(each)}
                />
                <div>
                  <Text as="p" fontWeight="semibold">
                    {RING[each].label}
                    {each === "probable" ? " (usual)" : ""}
                  </Text>
                  <Text as="p" tone="subdued">
                    {RING[each].detail}
                  </Text>
                  <Text as="p">
                    {counted(affected.buyers, "buyer")}, {counted(affected.units, "unit")}
                    {added === null || added === 0 || narrower?.buyers === 0
                      ? ""
                      : ` (${grouped(added)} more)`}
                  </Text>
                </div>
              </label>
            );
          })}
        </fieldset>
      </BlockStack>
    </Card>
  );
}
