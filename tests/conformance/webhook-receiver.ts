/** An app's webhook address that remembers what it was sent and answers as told. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type ReceivedWebhook = {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  body: any;
};

export type WebhookReceiver = {
  url: string;
  received: ReceivedWebhook[];
  topics(): string[];
  ofTopic(topic: string): ReceivedWebhook[];
  /** Default: always 200. A number is a status, null hangs up. */
  answerWith(answer: (webhook: ReceivedWebhook) => number | null): void;
  close(): Promise<void>;
};

/** Null for what is not JSON. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let answer: (webhook: ReceivedWebhook) => number | null = () => 200;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const raw = Buffer.concat(chunks).toString("utf8");
      const webhook = { path: req.url ?? "", headers: req.headers, raw, body: parsed(raw) };
      received.push(webhook);
      const status = answer(webhook);
      if (status === null) res.destroy();
      else res.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const topicOf = (webhook: ReceivedWebhook): string => String(webhook.headers["x-shopify-topic"]);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    topics: () => received.map(topicOf).sort(),
    ofTopic: (topic) => received.filter((webhook) => topicOf(webhook) === topic),
    answerWith(next) {
      answer = next;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
