import { useEffect, useState } from "preact/hooks";
import type { Assignment, Order, OrderLine } from "../../../app/contracts/order.ts";
import type { Problem } from "../../../app/contracts/problem.ts";

type Loaded =
  | { state: "loading" }
  | { state: "order"; order: Order }
  /** Shopify has the order, Batchbook has not settled it yet. */
  | { state: "unknown" }
  | { state: "failed"; message: string };

/** Which batch every line of the order was packed from. */
export function OrderBatchesBlock() {
  const { i18n } = shopify;
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const orderGid = shopify.data.selected[0]?.id ?? "";

  useEffect(() => {
    let current = true;
    setLoaded({ state: "loading" });
    void loadOrder(orderGid).then((result) => {
      if (current) setLoaded(result);
    });
    return () => {
      current = false;
    };
  }, [orderGid, attempt]);

  return (
    <s-admin-block heading={i18n.translate("heading")} collapsedSummary={summary(loaded)}>
      {loaded.state === "loading" && <s-spinner accessibilityLabel={i18n.translate("loading")} />}
      {loaded.state === "unknown" && (
        <s-stack gap="base">
          <s-paragraph>{i18n.translate("unknown")}</s-paragraph>
          <s-button onClick={() => setAttempt(attempt + 1)}>{i18n.translate("lookAgain")}</s-button>
        </s-stack>
      )}
      {loaded.state === "failed" && (
        <s-banner tone="critical" heading={loaded.message}>
          <s-button onClick={() => setAttempt(attempt + 1)}>{i18n.translate("retry")}</s-button>
        </s-banner>
      )}
      {loaded.state === "order" && (
        <s-stack gap="base">
          {loaded.order.lines.map((line) =>
            isPart(line) ? (
              <s-box key={line.id} paddingInlineStart="large">
                <Line line={line} />
              </s-box>
            ) : (
              <Line key={line.id} line={line} />
            ),
          )}
        </s-stack>
      )}
    </s-admin-block>
  );
}

/** A part of a set that was sold as one SKU: the order lists it below the line that was sold, whose id it begins with. */
function isPart({ id }: OrderLine): boolean {
  return id.includes("?component=");
}

/** By a line's reason: what unshipped units wait for that are to have no batch yet. */
const WAITS_FOR: Record<string, string> = {
  awaiting_payment: "waitsForPayment",
  awaiting_fulfilment: "waitsForShipping",
};

function Line({ line }: { line: OrderLine }) {
  const { i18n } = shopify;
  const waitsFor = WAITS_FOR[line.reason ?? ""];
  return (
    <s-stack gap="small-300">
      <s-text type="strong">{i18n.translate("line", { title: line.title, quantity: line.quantity })}</s-text>
      {!line.tracked && (
        <s-text color="subdued">{i18n.translate(line.reason === "set" ? "set" : "notTracked")}</s-text>
      )}
      {line.assignments.map((assignment) => (
        <s-stack
          key={`${assignment.batchId} ${assignment.state} ${assignment.confidence}`}
          direction="inline"
          gap="small-200"
          alignItems="center"
        >
          <s-link href={`app:app/batches/${assignment.batchId}`}>{assignment.code}</s-link>
          <s-badge tone={TONES[assignment.state]}>
            {i18n.translate(`state.${assignment.state}`, { units: assignment.units })}
          </s-badge>
          {assignment.onHold && <s-badge tone="warning">{i18n.translate("onHold")}</s-badge>}
          {assignment.confidence !== "assumed" && (
            <s-text color="subdued">{i18n.translate(`confidence.${assignment.confidence}`)}</s-text>
          )}
        </s-stack>
      ))}
      {line.unassigned - line.unassignedShipped > 0 && (
        <s-badge tone={waitsFor === undefined ? "warning" : "info"}>
          {i18n.translate(waitsFor ?? "unassigned", { units: line.unassigned - line.unassignedShipped })}
        </s-badge>
      )}
      {line.unassignedShipped > 0 && (
        <s-badge tone="critical">
          {i18n.translate("unassignedShipped", { units: line.unassignedShipped })}
        </s-badge>
      )}
    </s-stack>
  );
}

const TONES = {
  promised: "info",
  shipped: "success",
  returned: "neutral",
  written_off: "neutral",
} as const satisfies Record<Assignment["state"], string>;

function summary(loaded: Loaded): string {
  if (loaded.state !== "order") return "";
  const codes = loaded.order.lines.flatMap((line) => line.assignments.map((assignment) => assignment.code));
  return [...new Set(codes)].join(", ");
}

async function loadOrder(gid: string): Promise<Loaded> {
  const { i18n } = shopify;
  try {
    const response = await fetch(`/api/v1/orders/${encodeURIComponent(gid)}`);
    if (response.ok) return { state: "order", order: (await response.json()) as Order };
    if (response.status === 404) return { state: "unknown" };
    const problem = (await response.json().catch(() => null)) as Problem | null;
    return {
      state: "failed",
      message: problem?.detail ?? i18n.translate("failed", { status: response.status }),
    };
  } catch {
    return { state: "failed", message: i18n.translate("unreachable") };
  }
}
