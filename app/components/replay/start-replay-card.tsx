import { Banner, BlockStack, Button, Card, Checkbox, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { AskScope } from "#app/components/frame/ask-scope.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { sayDay } from "#app/components/frame/shop-time.ts";
import { useAction } from "#app/components/frame/use-action.ts";
import type { ReplayBody, ReplayPageView } from "#app/contracts/replay.ts";
import { instantOfWallClock, wallClock } from "#app/domain/wall-clock.ts";

/** From when on, how many orders that is, and the button. */
export function StartReplayCard({ view }: { view: ReplayPageView }) {
  const { timeZone, today } = useShopClock();
  const oldestDay = wallClock(new Date(view.oldest), timeZone).day;
  const [day, setDay] = useState(oldestDay);
  const [all, setAll] = useState(false);
  const action = useAction<ReplayBody>();
  const since = all ? null : instantOfWallClock({ day, time: "00:00" }, timeZone);
  const isChosen = all || (since !== null && day <= today);
  const isHidden = !view.seesAll && !all && day < oldestDay;
  const orders = useOrderCount(isChosen && !isHidden, since?.toISOString() ?? null);

  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {view.latest === null ? "Replay past orders" : "Replay again"}
        </Text>
        {view.batchMade ? null : (
          <Banner
            tone="warning"
            title="Record a batch first"
            action={{ content: "Import batches", url: "/app/batches/import" }}
            secondaryAction={{ content: "New batch", url: "/app/batches/new" }}
          >
            Without a batch there is nothing that past orders could get.
          </Banner>
        )}
        <FailureBanner failure={action.failure} beside={errorsBeside(action.failure, ["since"])} />
        <div className="bb-days">
          <TextField
            label="Orders placed on or after"
            type="date"
            value={day}
            onChange={setDay}
            disabled={all}
            max={today}
            {...(view.seesAll ? {} : { min: oldestDay })}
            error={
              isHidden
                ? `Shopify shows the app orders since ${sayDay(oldestDay)}.`
                : isChosen
                  ? errorAt(action.failure, "since")
                  : "Choose a day that is not to come."
            }
            autoComplete="off"
          />
        </div>
        {view.seesAll ? (
          <Checkbox label="All orders, however old" checked={all} onChange={setAll} />
        ) : (
          <OlderOrders />
        )}
        <InlineStack gap="300" blockAlign="center">
          <Button
            variant="primary"
            loading={action.busy}
            disabled={!isChosen || isHidden || !view.batchMade}
            onClick={() => action.send({ act: "start", since: since?.toISOString() ?? null })}
          >
            Start the replay
          </Button>
          <Text as="span" tone="subdued">
            {orders === null ? "" : `${counted(orders, "order")} in Shopify`}
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** Shopify shows 60 days unless the merchant allows more. */
function OlderOrders() {
  const action = useAction<ReplayBody>();
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p" tone="subdued">
        Shopify shows Batchbook the orders of the last 60 days. For older ones it asks you first.
      </Text>
      <AskScope
        scope="read_all_orders"
        label="Allow older orders"
        refused="Not allowed: the last 60 days can be replayed."
        busy={action.busy}
        onGranted={() => action.send({ act: "scopes" })}
      />
    </BlockStack>
  );
}

/** How many orders Shopify has since then; null while that is not known. */
function useOrderCount(on: boolean, since: string | null): number | null {
  const [known, setKnown] = useState<{ since: string | null; orders: number | null } | null>(null);
  const asked = useRef<string | null | undefined>(undefined);
  const counting = useAction<{ since: string | null }, number | null>({
    to: "/app/replay/count",
    onDone: (orders) => setKnown({ since: asked.current ?? null, orders }),
  });
  const { busy, send } = counting;
  useEffect(() => {
    if (!on || busy || asked.current === since) return;
    asked.current = since;
    send({ since });
  }, [on, busy, since, send]);
  return on && known !== null && known.since === since ? known.orders : null;
}
