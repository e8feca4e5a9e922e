import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";
import { compileNotice } from "#app/emails/compile-notice.ts";
import type { NoticeContent } from "#app/emails/notice.types.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { sendNotices } from "#app/services/send-notices.ts";
import { makeContext, makeShop } from "../tests/setup/test-shop.ts";

export interface MailResult {
  connections: number;
  mails: number;
  perSecond: number;
  floorPerSecond: number;
  /** Of the heap after a forced collection, from the first set to the last. */
  heapGrowthMb: number;
}

/** About 20 KB of HTML and text, as PERFORMANCE.md section 5 measured with. */
const content: NoticeContent = {
  number: "R26-001",
  shopName: "Bench",
  replyTo: "bench@shop.example",
  subject: "Product safety recall {{number}}",
  body: "A sentence of a letter that a merchant would write. ".repeat(140),
  reason: "Too much lye.",
  hazard: "It burns.",
  instructions: "Stop using it.",
  remedies: ["refund"],
  batchCodes: ["LAV-0412"],
};

const item = { orderName: "#1001", title: "Lavender soap", code: "LAV-0412", units: 2 };

/** Sends `mails` notices through the app's sender and, as its floor, the same mails through the same pool without any records. */
export async function measureMail(
  db: Database,
  smtpUrl: string,
  { mails, connections }: { mails: number; connections: number },
): Promise<MailResult> {
  const mailer = createSmtpMailer({ url: smtpUrl, from: "bench@app.example", connections });
  const fill = await compileNotice(content, "en");
  const sendPlain = (index: number) =>
    mailer.send({
      messageId: `<floor.${index}@bench.example>`,
      to: { address: `buyer-${index}@x.example`, name: "Kim Doe" },
      fromName: "Bench",
      replyTo: "bench@shop.example",
      ...fill({ name: "Kim Doe", items: [item] }),
    });
  const floorPerSecond = await perSecond(mails, async () => {
    let next = 0;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (next < mails) await sendPlain((next += 1));
      }),
    );
  });

  const shop = await makeShop(db);
  const ctx = makeContext(db, shop);
  const recallId = await seedRecipients(ctx, mails);
  const before = heapMb();
  const sentPerSecond = await perSecond(mails, async () => {
    const { accepted } = await sendNotices(ctx, { mailer, signal: new AbortController().signal }, recallId);
    if (accepted !== mails) throw new Error(`only ${accepted} of ${mails} mails were accepted`);
  });
  const heapGrowthMb = heapMb() - before;
  mailer.close();
  return { connections, mails, perSecond: sentPerSecond, floorPerSecond, heapGrowthMb };
}

async function seedRecipients(ctx: ReturnType<typeof makeContext>, mails: number): Promise<string> {
  const recallId = v7();
  const shopId = ctx.shop.id;
  await ctx.db.recall.create({
    data: {
      shopId,
      id: recallId,
      number: content.number,
      tag: "recall-R26-001",
      status: "active",
      ring: "probable",
      reason: content.reason,
      hazard: content.hazard,
      instructions: content.instructions,
      remedies: [...content.remedies],
      subject: content.subject,
      body: content.body,
      idempotencyKey: recallId,
      requestHash: recallId,
      groups: {},
      scopeMs: 0,
      createdBy: "system",
      launchedAt: new Date(),
    },
  });
  const batchId = v7();
  for (let from = 0; from < mails; from += 1_000) {
    const ids = Array.from({ length: Math.min(1_000, mails - from) }, () => v7());
    await ctx.db.recallRecipient.createMany({
      data: ids.map((id, index) => ({
        shopId,
        recallId,
        id,
        addressKey: `bench-${from + index}`,
        contact: ctx.cipher.encrypt(
          JSON.stringify({
            email: `buyer-${from + index}@x.example`,
            phone: null,
            name: "Kim Doe",
            address: [],
          }),
        ),
        locale: "en",
        status: "queued",
        messageId: `<r26-001.${id}@bench.example>`,
      })),
    });
    await ctx.db.recallItem.createMany({
      data: ids.map((recipientId, index) => ({
        shopId,
        recallId,
        recipientId,
        orderId: BigInt(from + index),
        lineId: 1n,
        batchId,
        variantId: 1n,
        ...item,
      })),
    });
  }
  return recallId;
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - startedMs);
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
}
