import type { FrameLocator, Locator } from "@playwright/test";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import type { Recall } from "../../app/contracts/recall.ts";
import type { Stack } from "../stack/stack.ts";
import type { TestShop } from "./test-shop.ts";

/** A page of the app, and what shows that it is there with its data. */
export interface PageVisit {
  name: string;
  path: string;
  sign: (app: FrameLocator) => Locator;
}

/** A shop with something of everything, long names included, and every page of it. */
export async function fillShop(stack: Stack, store: TestShop): Promise<PageVisit[]> {
  const { world } = stack.devStore;
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  const bad = await store.makeBatch({
    code: "LAV-260301-A-LONG-CODE-OF-A-BATCH",
    units: { [store.bar]: 8, [store.guestBar]: 12 },
    daysAgo: 40,
    more: { place: "Kitchen behind the barn", maker: "Marion", expiresOn: day(12), notes: "Olive oil, lye" },
  });
  const good = await store.makeBatch({
    ...{ code: "LAV-2", units: { [store.bar]: 30, [store.guestBar]: 2 }, daysAgo: 3 },
    more: { cureOn: day(-1), expiresOn: day(700) },
  });
  await store.makeBatch({ code: "CED-1", units: { [store.cedar]: 3 }, more: { status: "draft" } });
  const buyers = [
    { email: `with.a.rather.long.name.before.the.sign@${store.name}.example.com` },
    { email: null, phone: "+15550100" },
    { email: `bo@${store.name}.example.com` },
  ];
  const orders = buyers.map((buyer) =>
    store.placeOrder({
      lines: [
        { variantId: store.bar, quantity: 2 },
        { variantId: store.guestBar, quantity: 4 },
        { variantId: store.cedar, quantity: 1 },
      ],
      ...buyer,
    }),
  );
  await store.settled();
  for (const order of orders.slice(0, 2)) store.ship(order);
  const cancelled = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 1 }],
    email: "c@example.com",
  });
  cancelOrder(world, store.shop, cancelled);
  await store.settled();
  const launch = async (drill: boolean, batchId: string) =>
    await store.client.post<Recall>("/api/v1/recalls", {
      ...{ batchIds: [batchId], drill, reason: "Undeclared almond oil", hazard: "Allergic reaction" },
      ...{ instructions: "Stop using it", remedies: ["refund"], idempotencyKey: `${store.name}-${batchId}` },
      notice: { subject: "Product safety recall: Lavender Soap", body: "Please read this." },
    });
  const drill = await launch(true, good.id);
  const recall = await launch(false, bad.id);
  await store.recallDone(recall.id);
  await store.settled();

  const heading = (name: string | RegExp) => (app: FrameLocator) => app.getByRole("heading", { name });
  const orderId = orders[0]?.id ?? 0;
  return [
    { name: "Home", path: "/app", sign: heading("Today") },
    { name: "Batches", path: "/app/batches", sign: (app) => app.getByRole("link", { name: /LAV-2/ }) },
    { name: "Batch", path: `/app/batches/${bad.id}`, sign: heading("Where the 20 units are") },
    { name: "New batch", path: "/app/batches/new", sign: heading("What was made") },
    { name: "Import batches", path: "/app/batches/import", sign: heading("Your spreadsheet of batches") },
    { name: "Edit batch", path: `/app/batches/${good.id}/edit`, sign: heading("What was made") },
    { name: "Count stock", path: `/app/batches/${good.id}/count`, sign: heading("What lies on the shelf") },
    { name: "Split", path: `/app/batches/${good.id}/split`, sign: heading("Units for the new batch") },
    { name: "Merge", path: `/app/batches/${good.id}/merge`, sign: heading(/^Which batches go into/) },
    {
      name: "Orders",
      path: "/app/orders",
      sign: (app) => app.getByRole("link", { name: orders[0]?.name ?? "?", exact: true }),
    },
    { name: "Order", path: `/app/orders/${orderId}`, sign: heading("Lavender Soap · Bar") },
    { name: "Products", path: "/app/products", sign: (app) => app.getByRole("link", { name: /Lavender/ }) },
    { name: "Product", path: `/app/products/${store.lavender.id}`, sign: heading("Sold as a set") },
    {
      name: "Set",
      path: `/app/products/${store.lavender.id}/sets/${store.bar}`,
      sign: heading("What one unit is made of"),
    },
    { name: "Recalls", path: "/app/recalls", sign: (app) => app.getByRole("link", { name: /^R\d\d-001/ }) },
    { name: "New recall", path: "/app/recalls/new", sign: heading("Which batches are wrong?") },
    { name: "Recall", path: `/app/recalls/${recall.id}`, sign: heading(/^Done/) },
    { name: "Drill", path: `/app/recalls/${drill.id}`, sign: heading("Whom a real recall would reach") },
    { name: "Settings", path: "/app/settings", sign: heading("Batch codes") },
    { name: "Past orders", path: "/app/replay", sign: heading("Replay past orders") },
    { name: "Not found", path: "/app/batches/nothing", sign: heading("There is no such batch") },
  ];
}
