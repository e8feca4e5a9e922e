import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Mailer } from "#app/emails/mailer.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { sendNotices } from "#app/services/send-notices.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { launch, MERCHANT } from "../../factories/recall.ts";
import { useSmtpSink } from "../../setup/smtp-sink.ts";
import type { SmtpFault } from "../../setup/smtp-sink.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const sink = useSmtpSink();
const running = new AbortController();

let shop: ShopIdentity;
let ctx: ShopContext;
let now: Date;
let variantId: bigint;
let batchId: string;
let mailer: Mailer;

beforeEach(async () => {
  now = new Date("2026-11-22T12:00:00Z");
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: () => now });
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
  batchId = (await makeBatch(db, shop, [{ variantId, units: 1_000 }], { code: "LAV-0412" })).id;
  mailer = createSmtpMailer({ url: sink.url, from: "Recalls <recalls@app.example>", connections: 3 });
});
afterEach(() => {
  mailer.close();
});

async function buyers(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await placeOrder(ctx, { email: `buyer-${index}@x.example`, lines: [{ variantId, shipped: 1 }] });
  }
}

const send = (recallId: string) => sendNotices(ctx, { mailer, signal: running.signal }, recallId);

/** Runs as the job does, later each time, until the recall has nothing more to send. */
async function sendAll(recallId: string): Promise<void> {
  for (let run = 0; run < 60; run += 1) {
    await send(recallId);
    const progress = (await getRecall(ctx, recallId))?.progress.recipients;
    if (progress?.queued === 0 && progress.sending === 0 && (await untried(recallId)) === 0) return;
    now = new Date(now.getTime() + 3_600_000);
  }
  throw new Error("the notices never came to an end");
}

const untried = (recallId: string) =>
  db.recallRecipient.count({ where: { recallId, status: "uncertain", uncertainCount: 1 } });

const copiesPerAddress = (): Map<string, number> => {
  const copies = new Map<string, number>();
  for (const { to } of sink.mails) copies.set(to, (copies.get(to) ?? 0) + 1);
  return copies;
};

async function recipients(recallId: string) {
  return (await listRecipients(ctx, recallId, { limit: 250 }))?.items ?? [];
}

describe("a notice", () => {
  it("is one message per buyer over several orders, from the shop's name, answerable to the shop", async () => {
    const lines = [{ variantId, quantity: 2, shipped: 2, title: "Lavender soap" }];
    const first = await placeOrder(ctx, { email: "Kim@x.example", name: "Kim Doe", lines });
    const second = await placeOrder(ctx, { email: "kim@X.example", name: "Kim Doe", lines });
    const { id, number } = await launch(ctx, [batchId]);
    await sendAll(id);

    expect(sink.mails).toHaveLength(1);
    const [{ from, mail }] = sink.mails as [(typeof sink.mails)[number]];
    expect(from).toBe("recalls@app.example");
    expect(mail.from).toMatchObject({ name: "Fern & Tallow", address: "recalls@app.example" });
    expect(mail.replyTo).toMatchObject([{ address: "hello@fernandtallow.example" }]);
    expect(mail.subject).toBe(`Product safety recall ${number}`);
    expect(mail.messageId).toBe((await recipients(id))[0]?.messageId);
    for (const body of [mail.html ?? "", mail.text ?? ""]) {
      for (const text of ["Kim Doe", "LAV-0412", "2 units", first.facts.name, second.facts.name]) {
        expect(body).toContain(text);
      }
      for (const text of ["The soap can burn the skin.", "Stop using it", "A refund", "We are sorry."]) {
        expect(body).toContain(text);
      }
    }
    expect(mail.html).toMatch(/<html[^>]* lang="en"/);
    expect(mail.html).not.toMatch(/<img|<script|unsubscribe|https?:\/\/(?!www\.w3\.org)/i);
    expect(mail.headers.map(({ key }) => key)).not.toContain("list-unsubscribe");
  });

  it("is in the buyer's language, else in the shop's", async () => {
    await db.shop.updateMany({ data: { locale: "es" } });
    const lines = [{ variantId, shipped: 1 }];
    await placeOrder(ctx, { email: "de@x.example", locale: "de-AT", lines });
    await placeOrder(ctx, { email: "fr@x.example", locale: "fr-CA", lines });
    await placeOrder(ctx, { email: "fi@x.example", locale: "fi", lines });
    await placeOrder(ctx, { email: "unknown@x.example", lines });
    const { id } = await launch(ctx, [batchId]);
    await sendAll(id);
    const languages = new Map(
      sink.mails.map(({ to, mail }) => [to, /<html[^>]* lang="(..)"/.exec(mail.html ?? "")?.[1]]),
    );
    expect(Object.fromEntries(languages)).toEqual({
      "de@x.example": "de",
      "fr@x.example": "fr",
      "fi@x.example": "es",
      "unknown@x.example": "es",
    });
  });

  it("shows markup in names as text and lets no line break into a header (case 117)", async () => {
    await db.shop.updateMany({ data: { name: 'Evil\r\nBcc: all@x.example <b>"Shop"</b>' } });
    await placeOrder(ctx, {
      email: "a@x.example",
      name: "Rob<script>alert(1)</script>\r\nBcc: more@x.example",
      lines: [{ variantId, shipped: 1, title: "Soap <img src=x onerror=alert(1)> & {{name}}" }],
    });
    const { id } = await launch(ctx, [batchId], {
      notice: { subject: "Recall {{number}}\r\nBcc: third@x.example", body: "<b>Bold</b> for {{name}}" },
    });
    await sendAll(id);

    const [{ to, mail }] = sink.mails as [(typeof sink.mails)[number]];
    expect(to).toBe("a@x.example");
    expect(mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(mail.subject).toContain("Bcc: third@x.example");
    expect(mail.html).not.toMatch(/<script|<img|<b>/);
    expect(mail.html).toContain("Rob&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(mail.html).toContain("&lt;b&gt;Bold&lt;/b&gt;");
    expect(mail.text).toContain("Soap <img src=x onerror=alert(1)> & {{name}}");
  });

  it("goes nowhere when its address could be read as two or as a header", async () => {
    for (const email of [
      "a@x.example, b@x.example",
      "a@x.example\r\nRCPT TO:<b@x.example>",
      "<a@x.example>",
    ]) {
      await placeOrder(ctx, { email, lines: [{ variantId, shipped: 1 }] });
    }
    const { id } = await launch(ctx, [batchId]);
    await sendAll(id);
    expect(sink.mails).toHaveLength(0);
    expect((await getRecall(ctx, id))?.progress.recipients).toMatchObject({ bounced: 3, queued: 0 });
  });

  it("tells a refused address from a server that is busy, and keeps addresses out of the reasons", async () => {
    await buyers(4);
    sink.onRecipient = (address) => {
      if (address.startsWith("buyer-1")) return { answer: 550, text: `5.1.1 <${address}> user unknown` };
      if (address.startsWith("buyer-2")) return { answer: 550, text: "5.7.1 not from here" };
      return null;
    };
    const { id } = await launch(ctx, [batchId]);
    await send(id);
    const rows = await recipients(id);
    const of = (name: string) => rows.find(({ contact }) => contact.email?.startsWith(name));
    expect(of("buyer-0")).toMatchObject({ status: "accepted", acceptedAt: now });
    expect(of("buyer-1")).toMatchObject({ status: "bounced", acceptedAt: null });
    expect(of("buyer-1")?.error).toContain("user unknown");
    expect(of("buyer-1")?.error).not.toContain("x.example");
    expect(of("buyer-2")).toMatchObject({ status: "queued", retryAt: new Date(now.getTime() + 2_000) });
    await sendAll(id);
    expect((await recipients(id)).find(({ contact }) => contact.email?.startsWith("buyer-2"))).toMatchObject({
      status: "failed",
      attempts: 36,
    });
    expect((await getRecall(ctx, id))?.progress.done).toBe(false);
    expect(copiesPerAddress()).toEqual(
      new Map([
        ["buyer-0@x.example", 1],
        ["buyer-3@x.example", 1],
      ]),
    );
  });
});

describe("sending again", () => {
  const faults: [name: string, atRecipient: boolean, copies: number, fault: SmtpFault][] = [
    ["is busy with the address", true, 1, { answer: 450, text: "4.2.1 try again" }],
    ["is closing", true, 1, { answer: 421, text: "4.3.2 closing" }],
    ["hangs up before it has the mail", true, 1, "hang_up"],
    ["refuses the mail for now", false, 1, { answer: 451, text: "4.3.0 try again" }],
    ["takes the mail and hangs up without a word", false, 2, "hang_up"],
  ];

  it.each(faults)(
    "reaches everyone when the server, at its n-th call, %s",
    async (_name, atRecipient, copiesOfOne, fault) => {
      await buyers(4);
      for (let failAt = 1; ; failAt += 1) {
        sink.mails.length = 0;
        const { id } = await launch(ctx, [batchId]);
        let calls = 0;
        const failNth = (): SmtpFault | null => ((calls += 1) === failAt ? fault : null);
        sink.onRecipient = () => (atRecipient ? failNth() : null);
        sink.onMail = () => (atRecipient ? null : failNth());
        await sendAll(id);

        expect((await recipients(id)).map(({ status }) => status)).toEqual(Array(4).fill("accepted"));
        const untouched = calls < failAt;
        expect([...copiesPerAddress().values()].sort()).toEqual([1, 1, 1, untouched ? 1 : copiesOfOne]);
        expect(new Set(sink.mails.map(({ mail }) => mail.messageId)).size).toBe(4);
        const inDoubt = await db.recallRecipient.count({
          where: { recallId: id, uncertainCount: { gt: 0 } },
        });
        expect(inDoubt).toBe(untouched ? 0 : copiesOfOne - 1);
        if (untouched) break;
      }
    },
  );

  it("stops at an outage instead of trying everybody, and goes on when the server is back", async () => {
    await buyers(10);
    const { id } = await launch(ctx, [batchId]);
    const nowhere = createSmtpMailer({ url: "smtp://127.0.0.1:1", from: "a@app.example", connections: 3 });
    await sendNotices(ctx, { mailer: nowhere, signal: running.signal }, id);
    nowhere.close();
    const tried = await db.recallRecipient.count({ where: { recallId: id, attempts: { gt: 0 } } });
    expect(tried).toBeLessThanOrEqual(3);
    const [job] = await db.$queryRaw<{ run_at: Date }[]>`
      SELECT run_at FROM graphile_worker._private_jobs WHERE key = ${`send-notices:${id}`}`;
    expect(job?.run_at).toEqual(new Date(now.getTime() + 2_000));
    await sendAll(id);
    expect(copiesPerAddress().size).toBe(10);
  });

  it("never sends twice when two workers run at once", async () => {
    await buyers(15);
    const { id } = await launch(ctx, [batchId]);
    const other = createSmtpMailer({ url: sink.url, from: "recalls@app.example", connections: 3 });
    await Promise.all([send(id), sendNotices(ctx, { mailer: other, signal: running.signal }, id), send(id)]);
    other.close();
    await sendAll(id);
    expect(sink.mails).toHaveLength(15);
    expect((await getRecall(ctx, id))?.progress.recipients).toMatchObject({ accepted: 15, uncertain: 0 });
  });

  it("changes nothing when it runs again after everyone has their mail", async () => {
    await buyers(3);
    const { id } = await launch(ctx, [batchId]);
    await sendAll(id);
    await send(id);
    expect(sink.mails).toHaveLength(3);
  });
});

describe("stopping", () => {
  it("stops within the set when the recall is paused, and sends the rest when it is resumed", async () => {
    await buyers(20);
    const { id } = await launch(ctx, [batchId]);
    const moves: Promise<unknown>[] = [];
    sink.onMail = (_mail, nth) => {
      if (nth === 5) moves.push(changeRecallStatus(ctx, id, "pause", { reason: "a typo" }, MERCHANT));
      return null;
    };
    await send(id);
    await Promise.all(moves);
    const sent = sink.mails.length;
    expect(sent).toBeGreaterThanOrEqual(5);
    expect(sent).toBeLessThan(20);
    await send(id);
    expect(sink.mails).toHaveLength(sent);
    expect((await getRecall(ctx, id))?.progress.recipients).toMatchObject({ queued: 20 - sent, sending: 0 });

    await changeRecallStatus(ctx, id, "resume", { reason: "corrected" }, MERCHANT);
    await sendAll(id);
    expect([...copiesPerAddress().values()]).toEqual(Array(20).fill(1));
  });

  it("sends nothing for a shop that uninstalled the app", async () => {
    await buyers(2);
    const { id } = await launch(ctx, [batchId]);
    await db.shop.updateMany({ data: { uninstalledAt: now } });
    await send(id);
    expect(sink.mails).toHaveLength(0);
    await db.shop.updateMany({ data: { uninstalledAt: null } });
    await sendAll(id);
    expect(sink.mails).toHaveLength(2);
  });

  it("finishes and records the mails under way when the worker is asked to stop", async () => {
    await buyers(20);
    const { id } = await launch(ctx, [batchId]);
    const stop = new AbortController();
    sink.onMail = (_mail, nth) => {
      if (nth === 5) stop.abort();
      return null;
    };
    await sendNotices(ctx, { mailer, signal: stop.signal }, id);
    const { recipients: progress } = (await getRecall(ctx, id))?.progress ?? {};
    expect(progress).toMatchObject({
      accepted: sink.mails.length,
      queued: 20 - sink.mails.length,
      sending: 0,
    });
    expect(sink.mails.length).toBeLessThan(20);
    const jobs = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker._private_jobs WHERE key = ${`send-notices:${id}`}`;
    expect(jobs).toHaveLength(1);
  });

  it("never mails for a drill", async () => {
    await buyers(2);
    const { id } = await launch(ctx, [batchId], { drill: true });
    await send(id);
    expect(sink.mails).toHaveLength(0);
  });
});
