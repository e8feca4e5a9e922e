import { chromium } from "@playwright/test";
import type { Page } from "@playwright/test";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Batch, BatchPage } from "../app/contracts/batch.ts";
import type { LaunchedRecall, Recall } from "../app/contracts/recall.ts";
import { startStack } from "../tests/stack/stack.ts";
import { until } from "../tests/stack/until.ts";
import { BROWSER_ARGUMENTS, BROWSER_USER_AGENT, findOrInstallBrowser } from "./browser.ts";
import { seedDemo } from "./demo/seed-demo.ts";
import type { DemoShop } from "./demo/seed-demo.ts";
import { ensureBuilt } from "./ensure-built.ts";

/** `node scripts/screenshots.ts`: the README's pictures, taken from the demo's shop with two months behind it. */
const FOLDER = "docs";
const VIEWPORT = { width: 1280, height: 1200 };
const FRAME = "iframe[name=app-iframe]";

ensureBuilt();
const dataDir = join(".data", "screenshots");
await rm(dataDir, { recursive: true, force: true });
const stack = await startStack({ dataDir });
try {
  const demo = await seedDemo(stack, (line) => process.stderr.write(`• ${line}\n`));
  const browser = await chromium.launch({
    executablePath: await findOrInstallBrowser(),
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage({ userAgent: BROWSER_USER_AGENT, viewport: VIEWPORT });
    const batch = await mostTelling(demo);
    await open(page, demo, `/app/batches/${batch.id}`, /^Where the .* units are$/);
    await page.screenshot({ path: join(FOLDER, "batch-page.png") });

    const recall = await launchHalfWay(demo, batch);
    await open(page, demo, `/app/recalls/${recall.id}`, "Reaching buyers now");
    await page.screenshot({ path: join(FOLDER, "recall-page.png") });
  } finally {
    await browser.close();
  }
} finally {
  stack.devStore.faults.clear();
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function open(page: Page, demo: DemoShop, path: string, heading: string | RegExp): Promise<void> {
  const { url, config } = stack.devStore;
  await page.goto(`${url}/store/${demo.shop.name}/apps/${config.apiKey}${path}`);
  const app = page.frameLocator(FRAME);
  await app.getByRole("heading", { name: heading }).waitFor();
  await app.locator("html").evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}

/** The batch that shows the most at once: units in every place, the most of them shipped. */
async function mostTelling({ client }: DemoShop): Promise<Batch> {
  const { items } = await client.get<BatchPage>("/api/v1/batches?limit=250");
  const total = (batch: Batch, bucket: "remaining" | "promised" | "shipped" | "quarantined") =>
    batch.items.reduce((units, item) => units + item[bucket], 0);
  const telling = (batch: Batch) =>
    (["remaining", "promised", "quarantined"] as const).filter((bucket) => total(batch, bucket) > 0).length *
      1_000 +
    total(batch, "shipped");
  const [best] = items.sort((a, b) => telling(b) - telling(a));
  if (best === undefined) throw new Error("the demo made no batches");
  return best;
}

/** A recall of the batch whose mails stop at two thirds, so that the picture shows it on its way. */
async function launchHalfWay({ client }: DemoShop, batch: Batch): Promise<Recall> {
  const { affected, groups } = await client.post<{
    affected: { buyers: number };
    groups: { noContact: { buyers: number } };
  }>("/api/v1/recalls/preview", { batchIds: [batch.id] });
  const enough = Math.ceil(((affected.buyers - groups.noContact.buyers) * 2) / 3);
  stack.devStore.faults.add({ kind: "smtp-rcpt", action: "451", nth: enough + 1, times: 10_000 });
  const launched = await client.post<LaunchedRecall>("/api/v1/recalls", {
    batchIds: [batch.id],
    reason: "The label does not name almond oil, which is in the soap.",
    hazard: "People with a nut allergy can get a rash or trouble breathing.",
    instructions: "Stop using it at once. Look at the batch code on the label and reply to this message.",
    remedies: ["refund", "replacement"],
    notice: {
      subject: "Product safety recall: please look at your batch code",
      body: "You bought a product from {{shop}} that we are recalling. These batches are recalled: {{batches}}.",
    },
    idempotencyKey: "screenshots",
  });
  return await until(
    "two thirds of the mails to be recorded and every order to be tagged",
    async () => {
      const recall = await client.get<Recall>(`/api/v1/recalls/${launched.id}`);
      const { recipients, orders } = recall.progress;
      return recipients.accepted >= enough && orders.tagged + orders.failed === orders.total && recall;
    },
    { timeoutMs: 300_000 },
  );
}
