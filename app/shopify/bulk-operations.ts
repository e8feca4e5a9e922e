import type { AdminClient } from "./admin-client.ts";
import { bulkQueryText } from "./bulk-query.ts";
import { readBulkLine } from "./bulk-orders.ts";
import type { BulkRecord } from "./bulk-orders.ts";
import { BulkFileGoneError, ShopifyUnavailableError } from "./gateway.ts";
import type { BulkProgress, BulkStarted, OrdersAsked } from "./gateway.ts";
import {
  CountOrdersDocument,
  OrdersInBulkDocument,
  ReadBulkOperationDocument,
  StartBulkQueryDocument,
} from "./generated/graphql.ts";

/** Shopify runs five at once for an app and a shop, and none may be free. */
const BUSY = new Set(["LIMIT_REACHED", "OPERATION_IN_PROGRESS"]);
/** For the file's first byte; its rest may take as long as it takes. */
const FILE_ANSWER_MS = 30_000;
/** How a signed address that has run out answers. */
const FILE_GONE = new Set([400, 403, 404, 410]);

/** Asks Shopify to write all orders of a kind into a file. @throws {Error} Shopify does not take the query */
export async function startOrdersBulk(client: AdminClient, asked: OrdersAsked): Promise<BulkStarted> {
  const query = bulkQueryText(OrdersInBulkDocument, { query: searchFor(asked) });
  const { bulkOperationRunQuery: started } = await client.run(
    StartBulkQueryDocument,
    { query },
    { cost: 10 },
  );
  const { bulkOperation = null, userErrors = [] } = started ?? {};
  if (bulkOperation !== null) return { outcome: "started", operationId: bulkOperation.id };
  if (userErrors.some(({ code }) => code !== null && BUSY.has(code))) return { outcome: "busy" };
  throw new Error(
    `Shopify refuses the bulk query: ${userErrors.map(({ message }) => message).join("; ") || "no reason given"}`,
  );
}

/** How far a bulk operation is. */
export async function readBulkOperation(client: AdminClient, operationId: string): Promise<BulkProgress> {
  const { bulkOperation } = await client.run(ReadBulkOperationDocument, { id: operationId }, { cost: 1 });
  if (bulkOperation === null) return { state: "failed", why: "gone" };
  const orders = Number(bulkOperation.rootObjectCount);
  switch (bulkOperation.status) {
    case "CREATED":
    case "RUNNING":
      return { state: "running", orders };
    case "COMPLETED":
      return { state: "done", orders, url: bulkOperation.url };
    case "CANCELED":
    case "CANCELING":
      return { state: "failed", why: "cancelled" };
    case "EXPIRED":
      return { state: "failed", why: "expired" };
    case "FAILED":
      return { state: "failed", why: bulkOperation.errorCode === "ACCESS_DENIED" ? "denied" : "failed" };
  }
}

/** How many orders of a kind Shopify shows the app. */
export async function countOrders(client: AdminClient, asked: OrdersAsked): Promise<number> {
  const { ordersCount } = await client.run(CountOrdersDocument, { query: searchFor(asked) }, { cost: 10 });
  return ordersCount?.count ?? 0;
}

function searchFor(asked: OrdersAsked): string | null {
  // What is on hold, scheduled or partly shipped is open too, so what is left out is named.
  if (asked === "open") return "status:open AND NOT fulfillment_status:fulfilled";
  return asked.since === null ? null : `processed_at:>='${asked.since.toISOString()}'`;
}

/**
 * The records of a bulk operation's file, one after the other: never more of it is in memory than a line and what the
 * network has brought.
 * @throws {BulkFileGoneError} Shopify has dropped it, as it does after seven days
 * @throws {ShopifyUnavailableError} the file broke off or did not come: it can be read again from its beginning
 */
export async function* readBulkFile(url: string): AsyncGenerator<BulkRecord> {
  for await (const line of linesOf(openFile(url))) if (line.trim() !== "") yield readBulkLine(line);
}

async function* openFile(url: string): AsyncGenerator<Uint8Array> {
  const opening = new AbortController();
  const timer = setTimeout(() => opening.abort(), FILE_ANSWER_MS);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    const response = await fetch(url, { signal: opening.signal });
    clearTimeout(timer);
    if (FILE_GONE.has(response.status))
      throw new BulkFileGoneError(`the bulk file answered ${response.status}`);
    if (!response.ok || response.body === null) {
      throw new ShopifyUnavailableError(`the bulk file answered ${response.status}`);
    }
    reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    // The address holds a signature: it is in no message.
    if (cause instanceof ShopifyUnavailableError || cause instanceof BulkFileGoneError) throw cause;
    throw new ShopifyUnavailableError("the bulk file broke off", { cause });
  } finally {
    clearTimeout(timer);
    // A reader that wants no more lets go of the connection.
    await reader?.cancel().catch(() => undefined);
  }
}

/** Cuts a stream of bytes into lines of text, whatever its pieces. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
