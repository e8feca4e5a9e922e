import type { RecallScopeGroups } from "#app/domain/recall-scope.ts";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { Database, ModelTransaction, Transaction } from "./client.ts";

export interface RecallKey {
  id: string;
  number: string;
  tag: string;
  status: RecallStatus;
  requestHash: string;
}

export interface NewRecall {
  id: string;
  number: string;
  drill: boolean;
  tag: string;
  ring: RecallRing;
  reason: string;
  hazard: string;
  instructions: string;
  remedies: string[];
  subject: string;
  body: string;
  idempotencyKey: string;
  requestHash: string;
  createdBy: string;
  launchedAt: Date;
  batchIds: string[];
}

/** Makes a second launch with the same key wait until the first is committed or gone. */
export async function lockIdempotencyKey(tx: Transaction, shopId: string, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`recall:${shopId}:${key}`}, 0))`;
}

export async function findRecallByKey(
  tx: Transaction,
  shopId: string,
  idempotencyKey: string,
): Promise<RecallKey | null> {
  const [row] = await tx.$queryRaw<RecallKey[]>`
    SELECT id::text AS id, number, tag, status, request_hash AS "requestHash" FROM recall
    WHERE shop_id = ${shopId}::uuid AND idempotency_key = ${idempotencyKey}`;
  return row ?? null;
}

/** The record itself, active from the start; `saveRecallScope` adds what was counted. */
export async function insertRecall(tx: ModelTransaction, shopId: string, recall: NewRecall): Promise<void> {
  const { batchIds, ...columns } = recall;
  await tx.recall.create({ data: { shopId, status: "active", groups: {}, scopeMs: 0, ...columns } });
  await tx.recallBatch.createMany({
    data: batchIds.map((batchId) => ({ shopId, recallId: recall.id, batchId })),
  });
}

export async function saveRecallScope(
  tx: Transaction,
  shopId: string,
  recallId: string,
  scope: { groups: RecallScopeGroups; scopeMs: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE recall SET groups = ${JSON.stringify(scope.groups)}::jsonb, scope_ms = ${scope.scopeMs}
    WHERE shop_id = ${shopId}::uuid AND id = ${recallId}::uuid`;
}

/** Name, locale and address of the shop as its notices show them. */
export interface NoticeShop {
  name: string;
  locale: string;
  replyTo: string | null;
  domain: string;
}

export async function findNoticeShop(db: Database | Transaction, shopId: string): Promise<NoticeShop> {
  const [shop] = await db.$queryRaw<NoticeShop[]>`
    SELECT coalesce(nullif(name, ''), domain) AS name, locale, coalesce(reply_to, email) AS "replyTo", domain
    FROM shop WHERE id = ${shopId}::uuid`;
  if (shop === undefined) throw new Error(`there is no shop ${shopId}`);
  return shop;
}
