import { placeRealisticOrder } from "../../tests/dev-store/seed/arriving-order.ts";
import { fulfillOrder } from "../../tests/dev-store/state/orders/fulfill-order.ts";
import type { Stack } from "../../tests/stack/stack.ts";
import type { DemoShop } from "./seed-demo.ts";

const ORDER_EVERY_MS = 20_000;
/** Packed a few orders later, so that there is always something promised and something shipped. */
const PACKED_AFTER_ORDERS = 3;

/** Prints the one address to open, and lets orders arrive and leave until asked to stop. */
export async function openForTheDay(
  stack: Stack,
  { shop, counts }: DemoShop,
  untilStopped: Promise<void>,
): Promise<void> {
  const { devStore } = stack;
  process.stdout.write(`
  Fern & Tallow is open: ${counts.variants} variants, ${counts.batches} batches, ${counts.orders} orders, and a new one every ${ORDER_EVERY_MS / 1000} seconds.

      Open  ${devStore.url}/store/${shop.domain.split(".")[0]}

  · Apps → Batchbook: the batches, who has them, and what waits.
  · Products → any product → More actions → Recall a batch.
  · Orders → any order: the batch of every line.
  · Inbox: every mail that was sent. Nothing leaves this machine.

  Ctrl-C stops everything.
`);
  const arriving = setInterval(() => {
    placeRealisticOrder(devStore.world, shop);
    const toPack = [...shop.orders.values()].at(-1 - PACKED_AFTER_ORDERS);
    if (toPack !== undefined && toPack.cancelledAt === null && toPack.fulfillments.length === 0) {
      fulfillOrder(devStore.world, shop, toPack, { shipmentStatus: "in_transit" });
    }
  }, ORDER_EVERY_MS);
  await untilStopped;
  clearInterval(arriving);
}
