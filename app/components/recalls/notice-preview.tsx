import { BlockStack, Box, Button, Card, InlineStack, Spinner, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import type { NoticeDraft } from "./recall-data.ts";

/** A notice with the batches it is about, as the preview and the test mail need it. */
export interface NoticePayload extends NoticeDraft {
  batchIds: string[];
}

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
  const render = useAction<NoticePayload, RenderedMail>({ to: "/app/recalls/notice", onDone: setMail });
  const payload = { ...notice, batchIds };
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

function TestMail({ payload }: { payload: NoticePayload }) {
  const [address, setAddress] = useState("");
  const test = useAction<NoticePayload & { to: string }>({ to: "/app/recalls/test-notice" });
  const send = () => test.send({ ...payload, to: address.trim() });
  return (
    <div data-form>
      <Box borderBlockStartWidth="025" borderColor="border-secondary" paddingBlockStart="300">
        <BlockStack gap="200">
          <FailureBanner failure={test.failure} beside={errorsBeside(test.failure, ["to"])} />
          <TextField
            label="Send me a test"
            type="email"
            placeholder="you@example.com"
            value={address}
            onChange={setAddress}
            error={errorAt(test.failure, "to")}
            autoComplete="email"
            connectedRight={
              <Button onClick={send} loading={test.busy} disabled={address.trim() === ""}>
                Send test
              </Button>
            }
          />
        </BlockStack>
      </Box>
    </div>
  );
}
