import { useEffect, useState } from "preact/hooks";
import type { LaunchedRecall, Recall } from "../../../app/contracts/recall.ts";
import { getRecall } from "./recall-api.ts";

const POLL_INTERVAL_MS = 1_500;

/** The recall is out; this shows how far it is and may be closed at any time. */
export function RecallProgress({ recall }: { recall: LaunchedRecall }) {
  const { i18n } = shopify;
  const [state, setState] = useState<Recall | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    const poll = async () => {
      // A failed look is no news about the recall, which runs on by itself: look again.
      const latest = await getRecall(recall.id).catch(() => null);
      if (closed) return;
      if (latest !== null) setState(latest);
      if (latest?.progress.done !== true) timer = setTimeout(() => void poll(), POLL_INTERVAL_MS);
    };
    void poll();
    return () => {
      closed = true;
      clearTimeout(timer);
    };
  }, [recall.id]);

  const progress = state?.progress;
  return (
    <s-admin-action heading={i18n.translate("launchedHeading", { number: recall.number })} loading={false}>
      <s-stack gap="base">
        <s-banner
          tone={progress?.done ? "success" : "info"}
          heading={i18n.translate(progress?.done ? "done" : "running")}
        >
          {i18n.translate("mayClose")}
        </s-banner>
        {progress !== undefined && (
          <s-unordered-list>
            <s-list-item>
              {i18n.translate("progress.mails", {
                done:
                  progress.recipients.accepted +
                  progress.recipients.acknowledged +
                  progress.recipients.remedied,
                total: progress.recipients.total - progress.recipients.unreachable,
              })}
            </s-list-item>
            <s-list-item>
              {i18n.translate("progress.orders", {
                done: progress.orders.tagged,
                total: progress.orders.total,
                tag: recall.tag,
              })}
            </s-list-item>
            <s-list-item>
              {i18n.translate("progress.customers", {
                done: progress.customers.tagged,
                total: progress.customers.total,
              })}
            </s-list-item>
            {progress.recipients.unreachable > 0 && (
              <s-list-item>
                {i18n.translate("progress.unreachable", { count: progress.recipients.unreachable })}
              </s-list-item>
            )}
            {progress.recipients.bounced + progress.recipients.failed > 0 && (
              <s-list-item>
                {i18n.translate("progress.failed", {
                  count: progress.recipients.bounced + progress.recipients.failed,
                })}
              </s-list-item>
            )}
          </s-unordered-list>
        )}
        <s-link href={`app:app/recalls/${recall.id}`}>{i18n.translate("open")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={() => shopify.close()}>
        {i18n.translate("close")}
      </s-button>
    </s-admin-action>
  );
}
