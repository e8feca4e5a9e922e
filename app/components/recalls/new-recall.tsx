import { useNavigate } from "@remix-run/react";
import { Banner, BlockStack } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { LaunchRecallBody } from "#app/contracts/recall.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import { ChooseBatches } from "./choose-batches.tsx";
import { ConfirmLaunch } from "./confirm-launch.tsx";
import { noticeFor } from "./notice-draft.ts";
import type { RingPreviews } from "./recall-data.ts";
import { ReviewScope } from "./review-scope.tsx";
import { StepBar } from "#app/components/frame/step-bar.tsx";
import { WriteNotice } from "./write-notice.tsx";

export interface NewRecallProps {
  /** Chosen before the page opened, as from a batch's page. */
  batches: BatchView[];
  drill: boolean;
  /** One launch per key: pressing twice, or again after a broken connection, sends one. */
  idempotencyKey: string;
  /** Where replies to the notice go; null: to the shop's own address. */
  replyTo: string | null;
}

const STEPS = ["Batches", "Who has it", "Notice", "Launch"];

/** The way to a recall in four steps, each with one thing to decide. Nothing happens before the last button. */
export function NewRecall(props: NewRecallProps) {
  const [step, setStep] = useState(0);
  const [drill, setDrill] = useState(props.drill);
  const [batches, setBatches] = useState(props.batches);
  const [ring, setRing] = useState<RecallRing>("probable");
  const [notice, setNotice] = useState(() => noticeFor(props.batches));
  const [noticeTouched, setNoticeTouched] = useState(false);
  const [previews, setPreviews] = useState<RingPreviews | null>(null);
  const navigate = useNavigate();
  const top = useRef<HTMLDivElement>(null);

  const preview = useAction<{ batchIds: string[] }, RingPreviews>({
    to: "/app/recalls/preview",
    onDone: setPreviews,
  });
  const launch = useAction<LaunchRecallBody, { id: string }>({
    onDone: ({ id }) => navigate(`/app/recalls/${id}`),
  });

  const goTo = (next: number) => {
    launch.clear();
    setStep(next);
  };
  useEffect(() => {
    window.scrollTo({ top: 0 });
    top.current?.focus({ preventScroll: true });
  }, [step]);

  const batchIds = batches.map((batch) => batch.id);
  const choose = (chosen: BatchView[]) => {
    setBatches(chosen);
    setPreviews(null);
    if (!noticeTouched) setNotice(noticeFor(chosen));
  };
  const title = drill ? "New drill" : "New recall";

  return (
    <AppPage title={title} back={{ label: "Recalls", to: "/app/recalls" }}>
      <BlockStack gap="400">
        <div ref={top} tabIndex={-1} className="bb-focusable">
          <StepBar steps={STEPS} current={step} />
        </div>
        {drill ? (
          <Banner tone="info">
            This is a drill: who would be reached is counted and kept on record. Nothing is sent or changed.
          </Banner>
        ) : null}
        {step === 0 ? (
          <ChooseBatches
            batches={batches}
            drill={drill}
            onDrill={setDrill}
            onChange={choose}
            onNext={() => {
              preview.send({ batchIds });
              goTo(1);
            }}
          />
        ) : null}
        {step === 1 ? (
          <ReviewScope
            batches={batches}
            onAdd={(batch) => {
              choose([...batches, batch]);
              preview.send({ batchIds: [...batchIds, batch.id] });
            }}
            previews={previews}
            busy={preview.busy}
            failure={preview.failure}
            ring={ring}
            onRing={setRing}
            onRetry={() => preview.send({ batchIds })}
            onBack={() => goTo(0)}
            onNext={() => goTo(2)}
          />
        ) : null}
        {step === 2 ? (
          <WriteNotice
            notice={notice}
            batchIds={batchIds}
            replyTo={props.replyTo}
            drill={drill}
            onChange={(change) => {
              setNotice((before) => ({ ...before, ...change }));
              setNoticeTouched(true);
            }}
            onBack={() => goTo(1)}
            onNext={() => goTo(3)}
          />
        ) : null}
        {step === 3 && previews !== null ? (
          <ConfirmLaunch
            batches={batches}
            scope={previews[ring]}
            drill={drill}
            notice={notice}
            busy={launch.busy}
            failure={launch.failure}
            onBack={() => goTo(2)}
            onLaunch={() => {
              const { subject, body, ...why } = notice;
              launch.send({
                batchIds,
                ring,
                drill,
                ...why,
                notice: { subject, body },
                idempotencyKey: props.idempotencyKey,
              });
            }}
          />
        ) : null}
      </BlockStack>
    </AppPage>
  );
}
