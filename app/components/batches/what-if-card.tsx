import {
  BlockStack,
  Button,
  Card,
  Collapsible,
  InlineStack,
  Link,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useId, useState } from "react";
import type { WhatIf, WhatIfBatch, WhatIfBody } from "#app/contracts/what-if.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { orderUrl } from "#app/components/orders/order-url.ts";

const STRATEGIES = [
  { value: "fefo", label: "First expired, first out" },
  { value: "fifo", label: "First in, first out" },
];
const WHOLE = [
  { value: "", label: "As now" },
  { value: "whole", label: "From one batch where possible" },
  { value: "split", label: "May be split" },
];
/** As many as are read at a glance; the rest are counted. */
const ORDERS_SHOWN = 25;

/** What other rules would have done with the orders of late. A question: nothing is changed by it. */
export function WhatIfCard({ batchId }: { batchId: string }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState({ strategy: "fefo", stopShipDays: "", whole: "" });
  const [answer, setAnswer] = useState<WhatIf | null>(null);
  const action = useAction<WhatIfBody, WhatIf>({ to: `/app/batches/${batchId}/what-if`, onDone: setAnswer });
  const id = useId();
  const set = (change: Partial<typeof draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setAnswer(null);
    action.clear();
  };
  const ask = () =>
    action.send({
      strategy: draft.strategy === "fifo" ? "fifo" : "fefo",
      ...(draft.stopShipDays === "" ? {} : { stopShipDays: Number(draft.stopShipDays) }),
      ...(draft.whole === "" ? {} : { keepWhole: draft.whole === "whole" }),
    });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What if
          </Text>
          <Text as="p" tone="subdued">
            See which batches recent orders would have got by other rules. Nothing is changed.
          </Text>
        </BlockStack>
        <div>
          <Button
            disclosure={open ? "up" : "down"}
            onClick={() => setOpen(!open)}
            ariaExpanded={open}
            ariaControls={id}
          >
            Try other rules
          </Button>
        </div>
        <Collapsible id={id} open={open}>
          <BlockStack gap="400">
            <FailureBanner failure={action.failure} beside={errorsBeside(action.failure, ["stopShipDays"])} />
            <div className="bb-what-if">
              <Select
                label="Order of the batches"
                options={STRATEGIES}
                value={draft.strategy}
                onChange={(strategy) => set({ strategy })}
              />
              <TextField
                label="Stop-ship margin, days"
                type="number"
                inputMode="numeric"
                min={0}
                step={1}
                placeholder="As now"
                value={draft.stopShipDays}
                onChange={(stopShipDays) => set({ stopShipDays })}
                error={errorAt(action.failure, "stopShipDays")}
                autoComplete="off"
              />
              <Select
                label="Units of one line"
                options={WHOLE}
                value={draft.whole}
                onChange={(whole) => set({ whole })}
              />
            </div>
            <div>
              <Button variant="primary" loading={action.busy} onClick={ask}>
                Show what would have been
              </Button>
            </div>
            <div aria-live="polite">{answer === null ? null : <Answer answer={answer} />}</div>
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

function Answer({ answer }: { answer: WhatIf }) {
  const { lines, cut, since, differAnyway, orders, batches } = answer;
  return (
    <BlockStack gap="400">
      <Text as="p" fontWeight="semibold">
        {lines === 0
          ? "No order got units of these variants lately."
          : orders === 0
            ? "Every order would have got what it has."
            : `${counted(orders, "order")} would have got another batch.`}
      </Text>
      {batches.map((batch) => (
        <Group key={batch.id ?? "none"} batch={batch} />
      ))}
      <Text as="p" tone="subdued">
        {cut ? `The latest ${counted(lines, "line")}` : counted(lines, "line")}, assigned since{" "}
        <Instant at={since} within />
        {cut ? ". There were more: those before stand as they are" : ""}. Confirmed and corrected units stay
        where they are; holds, locations, recalls and what was written off are not replayed.
        {differAnyway === 0
          ? ""
          : ` By the rules as they are now ${counted(differAnyway, "order")} would differ too.`}
      </Text>
    </BlockStack>
  );
}

function Group({ batch }: { batch: WhatIfBatch }) {
  const shown = batch.orders.slice(0, ORDERS_SHOWN);
  const more = batch.orders.length - shown.length;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {batch.code === null ? (
          `${counted(batch.orders.length, "order")} would have waited`
        ) : (
          <>
            {counted(batch.orders.length, "order")} would have got{" "}
            <span className="bb-code">{batch.code}</span>
          </>
        )}
      </Text>
      <ul className="bb-plain-list">
        {shown.map((order) => (
          <li key={order.id}>
            <InlineStack gap="200">
              <Link url={orderUrl(order.id)}>{order.name}</Link>
              <span>{counted(order.units, "unit")}</span>
              <Text as="span" tone="subdued">
                has {order.has.map(({ code, units }) => `${units} of ${code}`).join(", ")}
              </Text>
            </InlineStack>
          </li>
        ))}
      </ul>
      {more === 0 ? null : <Text as="p" tone="subdued">{`and ${counted(more, "order")} more`}</Text>}
    </BlockStack>
  );
}
