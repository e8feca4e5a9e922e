import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { sendNotices } from "#app/services/send-notices.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { launch } from "../../factories/recall.ts";
import { useSmtpSink } from "../../setup/smtp-sink.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import type { SenderOrder } from "./sender-process.ts";

const { db, url } = useTestDatabase();
const sink = useSmtpSink();
const BUYERS = 6;
const CONNECTIONS = 2;

it("resumes with the rest when the sender is killed at the n-th mail, and mails nobody twice who was recorded (case 104)", async () => {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop);
  const { variantIds } = await makeProduct(db, shop);
  const [variantId] = variantIds;
  const batch = await makeBatch(db, shop, [{ variantId, units: 1_000 }]);
  for (let index = 0; index < BUYERS; index += 1) {
    await placeOrder(ctx, { email: `buyer-${index}@x.example`, lines: [{ variantId, shipped: 1 }] });
  }

  for (let killAt = 1; ; killAt += 2) {
    sink.mails.length = 0;
    const { id: recallId } = await launch(ctx, [batch.id]);
    const order = { databaseUrl: url, smtpUrl: sink.url, shop, recallId, connections: CONNECTIONS };
    let child: ChildProcess | null = null;
    let killed = false;
    sink.onMail = (_mail, nth) => {
      if (nth !== killAt) return null;
      killed = child?.kill("SIGKILL") ?? false;
      return "hang_up";
    };
    child = startSender(order);
    await once(child, "exit");
    sink.onMail = () => null;

    const recorded = await db.recallRecipient.findMany({ where: { recallId, status: "accepted" } });
    // The dead cannot renew their lease; a minute later it is over.
    await db.$executeRaw`UPDATE recall_recipient SET claimed_at = claimed_at - interval '1 minute'`;
    const mailer = createSmtpMailer({ url: sink.url, from: "r@app.example", connections: CONNECTIONS });
    await sendNotices(ctx, { mailer, signal: new AbortController().signal }, recallId);
    mailer.close();

    const progress = (await getRecall(ctx, recallId))?.progress.recipients;
    expect(progress).toMatchObject({ total: BUYERS, accepted: BUYERS });
    const copies = new Map<string, number>();
    for (const { mail } of sink.mails)
      copies.set(mail.messageId ?? "", (copies.get(mail.messageId ?? "") ?? 0) + 1);
    expect(copies.size).toBe(BUYERS);
    for (const { messageId } of recorded) expect(copies.get(messageId)).toBe(1);
    const twice = [...copies.values()].filter((number) => number > 1);
    expect(twice.length).toBeLessThanOrEqual(CONNECTIONS);
    expect(Math.max(...copies.values())).toBeLessThanOrEqual(2);
    if (!killed) break;
    expect(twice.length).toBeGreaterThanOrEqual(1);
  }
}, 240_000);

function startSender(order: SenderOrder): ChildProcess {
  const script = new URL("./run-sender.mjs", import.meta.url).pathname;
  return spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}
