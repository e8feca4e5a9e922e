import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";
import { pgArray } from "#app/db/pg-array.ts";
import { compileNotice } from "#app/emails/compile-notice.ts";
import type { Mailer } from "#app/emails/mailer.ts";
import type { NoticeContent } from "#app/emails/notice.types.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import type { ShopContext } from "#app/services/context.ts";
import { sendNotices } from "#app/services/send-notices.ts";
import { heapMb } from "./heap.ts";
import { benchContext } from "./shop-for-bench.ts";

export interface MailSender {
  /** The floor: mails through the pool, nothing written down. @returns mails per second */
  sendPlain(mails: number): Promise<number>;
  /** A recall with so many recipients, through the app's sender. @returns mails per second */
  sendNotices(mails: number): Promise<number>;
  /** The same, collecting the heap all along. @returns the most that was alive at once */
  peakHeapMb(mails: number): Promise<number>;
  close(): void;
}

/** About 20 KB of HTML and text. */
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
const NAME = "Kim Doe";
const item = { orderName: "#1001", title: "Lavender soap", code: "LAV-0412", units: 2 };
const addressOf = (index: number): string => `buyer-${index}@mail.example`;

const MAILS_PER_COLLECTION = 500;
const ROWS_PER_INSERT = 1_000;

/** One pool of connections to the server, used by the floor and by the app's sender alike. */
export async function openMailSender(
  db: Database,
  { smtpUrl, connections }: { smtpUrl: string; connections: number },
): Promise<MailSender> {
  const mailer = createSmtpMailer({ url: smtpUrl, from: "bench@app.example", connections });
  const fill = await compileNotice(content, "en");
  const ctx = benchContext(db, await makeShop(db));

  async function sendPlain(index: number): Promise<void> {
    const { outcome } = await mailer.send({
      messageId: `<floor.${index}@bench.example>`,
      to: { address: addressOf(index), name: NAME },
      fromName: content.shopName,
      replyTo: content.replyTo,
      ...fill({ name: NAME, items: [item] }),
    });
    if (outcome !== "accepted") throw new Error(`the sink answered "${outcome}"`);
  }

  async function sendAll(through: Mailer, recallId: string, mails: number): Promise<void> {
    const deps = { mailer: through, signal: new AbortController().signal };
    const { accepted } = await sendNotices(ctx, deps, recallId);
    if (accepted !== mails) throw new Error(`only ${accepted} of ${mails} mails were accepted`);
  }

  return {
    sendPlain: (mails) =>
      perSecond(mails, async () => {
        let next = 0;
        await Promise.all(
          Array.from({ length: connections }, async () => {
            while (next < mails) await sendPlain((next += 1));
          }),
        );
      }),
    async sendNotices(mails) {
      const recallId = await makeRecall(ctx, mails);
      return perSecond(mails, () => sendAll(mailer, recallId, mails));
    },
    async peakHeapMb(mails) {
      const recallId = await makeRecall(ctx, mails);
      let sent = 0;
      let peakMb = heapMb();
      const send: Mailer["send"] = (mail) => {
        if ((sent += 1) % MAILS_PER_COLLECTION === 0) peakMb = Math.max(peakMb, heapMb());
        return mailer.send(mail);
      };
      await sendAll({ ...mailer, send }, recallId, mails);
      return Math.max(peakMb, heapMb());
    },
    close: () => mailer.close(),
  };
}

async function makeShop(db: Database): Promise<{ id: string; domain: string }> {
  const shop = { id: v7(), domain: `bench-${v7()}.myshopify.com` };
  await db.shop.create({
    data: { ...shop, name: content.shopName, email: content.replyTo, installedAt: new Date() },
  });
  return shop;
}

/** An active recall with so many recipients to be mailed. */
async function makeRecall({ db, shop, cipher }: ShopContext, mails: number): Promise<string> {
  const { number, reason, hazard, instructions, remedies, subject, body } = content;
  const recallId = v7();
  await db.recall.create({
    data: {
      shopId: shop.id,
      id: recallId,
      number: `${number}-${recallId}`,
      tag: "recall-R26-001",
      status: "active",
      ring: "probable",
      reason,
      hazard,
      instructions,
      remedies: [...remedies],
      subject,
      body,
      idempotencyKey: recallId,
      requestHash: recallId,
      groups: {},
      scopeMs: 0,
      createdBy: "system",
      launchedAt: new Date(),
    },
  });
  for (let from = 0; from < mails; from += ROWS_PER_INSERT) {
    const some = Array.from({ length: Math.min(ROWS_PER_INSERT, mails - from) }, (_, row) => from + row);
    const contacts = some.map((index) =>
      cipher.encrypt(JSON.stringify({ email: addressOf(index), phone: null, name: NAME, address: [] })),
    );
    await db.$executeRaw`
      WITH recipient AS (
        INSERT INTO recall_recipient (shop_id, recall_id, id, address_key, contact, locale, status, message_id)
        SELECT ${shop.id}::uuid, ${recallId}::uuid, id, 'bench-' || n, contact, 'en', 'queued', '<' || id || '@bench.example>'
        FROM unnest(${pgArray(some.map(() => v7()))}::uuid[], ${pgArray(some)}::bigint[], ${pgArray(contacts)}::text[])
          AS t (id, n, contact)
        RETURNING id
      )
      INSERT INTO recall_item
        (shop_id, recall_id, recipient_id, order_id, line_id, batch_id, variant_id, order_name, title, code, units)
      SELECT ${shop.id}::uuid, ${recallId}::uuid, id, 1, 1, ${v7()}::uuid, 1,
        ${item.orderName}, ${item.title}, ${item.code}, ${item.units}
      FROM recipient`;
  }
  return recallId;
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - startedAt);
}
