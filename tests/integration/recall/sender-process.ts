import { createDatabase } from "#app/db/client.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { sendNotices } from "#app/services/send-notices.ts";
import { makeContext } from "../../setup/test-shop.ts";

/** What the test that starts this process wants sent. */
export interface SenderOrder {
  databaseUrl: string;
  smtpUrl: string;
  shop: { id: string; domain: string; timeZone: string };
  recallId: string;
  connections: number;
}

/** A worker in a process of its own, so that it can be killed like one. */
export async function send(order: SenderOrder): Promise<void> {
  const db = createDatabase({ url: order.databaseUrl });
  const mailer = createSmtpMailer({
    url: order.smtpUrl,
    from: "r@app.example",
    connections: order.connections,
  });
  const ctx = makeContext(db, order.shop);
  await sendNotices(ctx, { mailer, signal: new AbortController().signal }, order.recallId);
  mailer.close();
  await db.$disconnect();
}
