import { BlockStack, Button, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import type { NoticeDraftBody } from "#app/contracts/notice-draft.ts";
import type { NoticeDraft } from "./recall-data.ts";

export interface RenderedMail {
  subject: string;
  html: string;
}

const PREVIEW_DELAY_MS = 400;

interface NoticePreviewProps {
  notice: NoticeDraft;
  batchIds: string[];
  /** A drill sends no mail at all, so none to yourself either. */
  canTest: boolean;
}

/** The mail as a buyer with these goods would get it, a moment after each change. */
export function NoticePreview({ notice, batchIds, canTest }: NoticePreviewProps) {
  const [mail, setMail] = useState<RenderedMail | null>(null);
  const render = useAction<NoticeDraftBody, RenderedMail>({ to: "/app/recalls/notice", onDone: setMail });
  const { subject, body, ...why } = notice;
  const payload: NoticeDraftBody = { ...why, batchIds, notice: { subject, body } };
  const wanted = JSON.stringify(payload);
  const [shown, setShown] = useState<string | null>(null);
  const latest = useRef(() => render.send(payload));
  latest.current = () => render.send(payload);
  const { busy } = render;

  useEffect(() => {
    if (busy || wanted === shown) return;
    const timer = setTimeout(
      () => {
        setShown(wanted);
        latest.current();
      },
      shown === null ? 0 : PREVIEW_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [wanted, shown, busy]);

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            As the buyer sees it
          </Text>
          {busy ? <Spinner size="small" accessibilityLabel="Drawing the mail" /> : null}
        </InlineStack>
        <FailureBanner failure={render.failure} beside={errorsBeside(render.failure, [])} />
        {mail === null ? (
          <div className="bb-mail" />
        ) : (
          <>
            <Text as="p">
              <Text as="span" tone="subdued">
                Subject:{" "}
              </Text>
              <strong className="bb-break">{mail.subject}</strong>
            </Text>
            {/* Sandboxed without scripts: what the merchant typed is shown, never run. */}
            <iframe className="bb-mail" title="Preview of the mail" sandbox="" srcDoc={mail.html} />
          </>
        )}
        {canTest ? <TestMail payload={payload} /> : null}
      </BlockStack>
    </Card>
  );
}

function TestMail({ payload }: { payload: NoticeDraftBody }) {
  const test = useAction<NoticeDraftBody>({ to: "/app/recalls/test-notice" });
  return (
    <BlockStack gap="200" inlineAlign="start">
      <FailureBanner failure={test.failure} beside={errorsBeside(test.failure, [])} />
      <Button onClick={() => test.send(payload)} loading={test.busy}>
        Send me a test
      </Button>
    </BlockStack>
  );
}
