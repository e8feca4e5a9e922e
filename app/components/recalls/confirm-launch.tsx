import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { Figure, Figures, counted } from "#app/components/frame/figure.tsx";
import type { RecallScope } from "#app/domain/recall-scope.ts";
import type { NoticeDraft } from "./recall-data.ts";
import { StepButtons } from "#app/components/frame/step-buttons.tsx";

interface ConfirmLaunchProps {
  batches: BatchView[];
  scope: RecallScope;
  drill: boolean;
  notice: NoticeDraft;
  busy: boolean;
  failure: ActionFailure | null;
  onBack: () => void;
  onLaunch: () => void;
}

/** The last look: what the button does, in numbers. */
export function ConfirmLaunch(props: ConfirmLaunchProps) {
  const { batches, scope, drill, notice, busy, failure, onBack, onLaunch } = props;
  const mails = scope.affected.buyers - scope.groups.noContact.buyers;
  return (
    <>
      <FailureBanner failure={failure} beside={errorsBeside(failure, [])} />
      <Card>
        <BlockStack gap="500">
          <Text as="h2" variant="headingLg">
            {drill ? "What the drill records" : "What happens when you launch"}
          </Text>
          <Figures>
            <Figure tone="strong" value={mails} label={drill ? "mails would go out" : "mails go out"} />
            <Figure
              tone="strong"
              value={scope.affected.orders}
              label={drill ? "orders would be tagged" : "orders get a recall tag"}
            />
            <Figure
              tone="strong"
              value={batches.length}
              label={`${batches.length === 1 ? "batch" : "batches"} ${drill ? "would be " : ""}taken out of sale`}
            />
          </Figures>
          {drill ? (
            <Text as="p">
              Everyone affected is found and recorded against the clock. No mail, no tag, no batch and no
              order changes.
            </Text>
          ) : (
            <ol className="bb-consequences">
              {consequences(props, mails).map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ol>
          )}
          <div>
            <Text as="p" tone="subdued">
              Subject
            </Text>
            <Text as="p" fontWeight="semibold">
              {notice.subject}
            </Text>
          </div>
          {drill ? null : (
            <Text as="p" tone="subdued">
              You can pause at any time. Mails that are out cannot be taken back.
            </Text>
          )}
        </BlockStack>
      </Card>
      <StepButtons
        next={{
          label: drill ? "Run the drill" : launchLabel(mails),
          critical: !drill,
          busy,
          onClick: onLaunch,
        }}
        onBack={onBack}
      />
    </>
  );
}

function launchLabel(mails: number): string {
  return mails === 0 ? "Launch recall" : `Launch recall and send ${counted(mails, "mail")}`;
}

function consequences({ batches, scope }: ConfirmLaunchProps, mails: number): ReactNode[] {
  const { groups, affected } = scope;
  const codes = batches.map((batch) => batch.code).join(", ");
  return [
    <>
      <strong>At once:</strong> {codes} {batches.length === 1 ? "is" : "are"} taken out of sale. No order can
      get units from {batches.length === 1 ? "it" : "them"} any more.
    </>,
    groups.notShipped.units === 0 ? null : (
      <>
        <strong>At once:</strong> {counted(groups.notShipped.units, "unit")} not shipped yet, in{" "}
        {counted(groups.notShipped.orders, "order")}, move to a safe batch. Where there is none, the order
        waits.
      </>
    ),
    affected.orders === 0 ? null : (
      <>
        <strong>Within minutes:</strong> {counted(affected.orders, "order")} and their customers get the
        recall&apos;s tag in Shopify.
      </>
    ),
    mails === 0 ? null : (
      <>
        <strong>Within minutes:</strong> {counted(mails, "buyer")} get{mails === 1 ? "s" : ""} one mail each,
        with everything they bought from {batches.length === 1 ? "this batch" : "these batches"}.
      </>
    ),
    groups.noContact.buyers === 0 ? null : (
      <>
        <strong>For you:</strong> a list of {counted(groups.noContact.buyers, "buyer")} without an e-mail
        address, to call or write to.
      </>
    ),
  ].filter((line) => line !== null);
}
