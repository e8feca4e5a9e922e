import { Banner, BlockStack, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { counted } from "#app/components/frame/figure.tsx";
import { ProgressLine } from "#app/components/frame/progress-line.tsx";
import type { RecallView } from "./recall-data.ts";

/** How far mails and tags are, in one sentence and three bars. */
export function RecallProgressCard({ recall }: { recall: RecallView }) {
  const { orders, customers, recipients, done } = recall.progress;
  const count = (status: string) => recipients[status] ?? 0;
  const mailable =
    recipients.total - count("unreachable") - count("excluded") - count("redacted") - count("drill");
  const sent = count("accepted") + count("acknowledged") + count("remedied");
  const failed = count("bounced") + count("failed");
  const uncertain = count("uncertain");
  const moving = recall.status === "active" && !done;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="200" blockAlign="center">
          <div aria-live="polite">
            <Text as="h2" variant="headingMd">
              {headline(recall, { sent, mailable, failed })}
            </Text>
          </div>
          {moving ? <Spinner size="small" accessibilityLabel="Under way" /> : null}
        </InlineStack>
        <ProgressLine
          label="Notices by e-mail"
          done={sent + failed + uncertain}
          failed={failed}
          total={mailable}
          unit="buyer"
        />
        <ProgressLine
          label="Order tags"
          done={orders.tagged + orders.failed}
          failed={orders.failed}
          total={orders.total}
          unit="order"
        />
        <ProgressLine
          label="Customer tags"
          done={customers.tagged + customers.failed}
          failed={customers.failed}
          total={customers.total}
          unit="customer"
        />
        {failed + uncertain === 0 ? null : (
          <Banner tone="warning" title={`${counted(failed + uncertain, "buyer")} may not have the message`}>
            {[
              failed === 0 ? "" : `${counted(failed, "mail")} did not get through.`,
              uncertain === 0
                ? ""
                : `${counted(uncertain, "mail")} may have arrived, the mail server did not answer.`,
              "Choose “Problems” below to see who.",
            ]
              .filter(Boolean)
              .join(" ")}
          </Banner>
        )}
      </BlockStack>
    </Card>
  );
}

function headline(recall: RecallView, numbers: { sent: number; mailable: number; failed: number }): string {
  const { sent, mailable, failed } = numbers;
  if (recall.status === "paused") return `Paused: ${counted(sent, "notice")} sent, the rest waits`;
  if (recall.status === "revoked") return `Revoked: ${counted(sent, "notice")} had been sent`;
  if (!recall.progress.done) return "Reaching buyers now";
  if (mailable === 0) return "Done: there was nobody to mail";
  return failed === 0
    ? `Done: a notice went to ${counted(sent, "buyer")}`
    : `Done: a notice went to ${counted(sent, "buyer")}, ${failed} did not get through`;
}
