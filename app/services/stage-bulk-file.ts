import type { Transaction } from "#app/db/client.ts";
import { finishStaging, holdImport } from "#app/db/order-imports.ts";
import type { OrderImportRow } from "#app/db/order-imports.ts";
import { stageOrders, stageSeeminglyOpenOrders } from "#app/db/staged-orders.ts";
import type { StagedLine, StagedOrder } from "#app/db/staged-orders.ts";
import { ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { BulkRecord } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** Records of the file that are in memory at a time. */
const PIECE_SIZE = 1_000;

interface Piece {
  orders: StagedOrder[];
  lines: StagedLine[];
}

/**
 * Puts the orders of a bulk file on the stage, piece by piece; the last makes the import ready to be read. A file that
 * breaks off is read again from its beginning: what is staged already stays as it is. A nightly check also gets the orders
 * that only the app takes for open.
 * @returns `left` when the import was paused or ended meanwhile, `interrupted` when the worker is to stop
 * @throws {ShopifyUnavailableError} the file broke off, or holds fewer orders than Shopify counted
 */
export async function stageBulkFile(
  ctx: ShopContext,
  found: Pick<OrderImportRow, "id" | "kind" | "startedAt">,
  file: { url: string | null; orders: number },
  signal: AbortSignal,
): Promise<"staged" | "left" | "interrupted"> {
  let piece: Piece = { orders: [], lines: [] };
  let orders = 0;
  let seq = 0;
  if (file.url !== null) {
    for await (const record of ctx.shopify.readBulkFile(file.url)) {
      add(ctx, piece, record, (seq += 1));
      if (record.kind === "order") orders += 1;
      if (piece.orders.length + piece.lines.length < PIECE_SIZE) continue;
      if (signal.aborted) return "interrupted";
      if (!(await stage(ctx, found.id, piece))) return "left";
      piece = { orders: [], lines: [] };
    }
  }
  if (orders < file.orders) {
    throw new ShopifyUnavailableError(`the bulk file ended after ${orders} of ${file.orders} orders`);
  }
  const isStaged = await stage(ctx, found.id, piece, async (tx) => {
    if (found.kind === "nightly") await stageSeeminglyOpenOrders(tx, ctx.shop.id, found.id, found.startedAt);
    await finishStaging(tx, ctx.shop.id, found.id, ctx.now());
  });
  return isStaged ? "staged" : "left";
}

function add(ctx: ShopContext, piece: Piece, record: BulkRecord, seq: number): void {
  if (record.kind === "line") {
    const { orderId, lineId, json } = record;
    piece.lines.push({ orderId, lineId, seq, line: json });
    return;
  }
  const { orderId, processedAt, updatedAt, customerId, email, json } = record;
  const emailHash = email === null ? null : ctx.cipher.hashAddress(email);
  piece.orders.push({
    orderId,
    processedAt,
    updatedAt,
    customerId,
    emailHash,
    head: ctx.cipher.encrypt(json),
  });
}

async function stage(
  ctx: ShopContext,
  importId: string,
  piece: Piece,
  finish?: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    if (!(await holdImport(tx, ctx.shop.id, importId, "asking"))) return false;
    await stageOrders(tx, ctx.shop.id, importId, piece);
    await finish?.(tx);
    return true;
  });
}
