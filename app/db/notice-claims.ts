import { Prisma } from "@prisma/client";
import { MAX_UNCERTAIN } from "#app/domain/recall-retry.ts";
import type { Database } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { retryLockConflicts } from "./retry-lock-conflicts.ts";

/**
 * Who may send which notice now. A run of the sender claims sets of recipients; a claim is a lease that the run renews while
 * it lives, so that the claims of a killed process are known by their age and nobody has to be told of its death. Ages are
 * measured by the database's clock alone. Bookings, renewals and releases of one claim meet on the same rows: each locks them in
 * the order of their ids before it writes, so that none waits for another in a circle.
 */
export const CLAIM_RENEWAL_MS = 5_000;
export const CLAIM_LEASE_SECONDS = 20;

export interface RecallOfShop {
  shopId: string;
  recallId: string;
}

export interface ClaimedNotice {
  id: string;
  /** Encrypted `Contact`. */
  contact: string | null;
  locale: string;
  messageId: string;
  /** Times it was handed over before. */
  attempts: number;
}

/** Mails go out while the recall is active and the app installed. */
const mayBeSent = ({ shopId, recallId }: RecallOfShop): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT FROM recall JOIN shop ON shop.id = recall.shop_id
          WHERE recall.shop_id = ${shopId}::uuid AND recall.id = ${recallId}::uuid
            AND recall.status = 'active' AND NOT recall.drill AND shop.uninstalled_at IS NULL)`;

const toSend = Prisma.sql`
  (r.status = 'queued' OR (r.status = 'uncertain' AND r.uncertain_count < ${MAX_UNCERTAIN}))`;

/**
 * Rows of the recall between the first and the last of some ids, beside the ids themselves: the planner may take the recall for
 * small, as right after a launch, and read all of it for each of them. From these bounds on the key it reads no more than that.
 */
const between = (ids: Prisma.Sql): Prisma.Sql => Prisma.sql`
  r.id BETWEEN (SELECT id FROM ${ids} ORDER BY id LIMIT 1) AND (SELECT id FROM ${ids} ORDER BY id DESC LIMIT 1)`;

/** An earlier copy was handed over without an answer: until a later one is settled, that is what is known of the buyer. */
const mayHaveArrived = Prisma.sql`r.uncertain_count > 0`;

/** Claims recipients whose turn it is; two runs never get the same one. Empty when there is none or sending is not allowed. */
export function claimNotices(
  db: Database,
  of: RecallOfShop,
  claim: { id: string; limit: number; now: Date },
): Promise<ClaimedNotice[]> {
  return db.$queryRaw<ClaimedNotice[]>`
    WITH due AS (
      SELECT r.id FROM recall_recipient r
      WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid
        AND r.status IN ('queued', 'sending', 'uncertain') AND ${toSend}
        AND (r.retry_at IS NULL OR r.retry_at <= ${claim.now}) AND ${mayBeSent(of)}
      ORDER BY r.id LIMIT ${claim.limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE recall_recipient r
    SET status = 'sending', claimed_by = ${claim.id}::uuid, claimed_at = now(), handed_at = NULL
    FROM due
    WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid AND r.id = due.id
      AND ${between(Prisma.sql`due`)}
    RETURNING r.id::text AS id, r.contact, r.locale, r.message_id AS "messageId", r.attempts`;
}

export interface NoticeRecord {
  id: string;
  status: "accepted" | "bounced" | "failed" | "queued" | "uncertain";
  error: string | null;
  retryAt: Date | null;
}

/**
 * One commit for a group of connections: records what became of their last mails and notes which ones they are about to hand
 * over. An answer that is lost is a mail sent twice, so a conflict of locks is tried again: nothing of the try before it is left.
 * @returns the ids that may be handed over now; those missing are no longer this claim's, or sending has stopped.
 */
export async function bookNotices(
  db: Database,
  of: RecallOfShop,
  claimId: string,
  group: { records: readonly NoticeRecord[]; next: readonly string[]; templateVersion: number; now: Date },
): Promise<Set<string>> {
  const { records, next, now } = group;
  const ids = [...records.map((record) => record.id), ...next].sort();
  const bounds = Prisma.sql`r.id BETWEEN ${ids[0] ?? null}::uuid AND ${ids.at(-1) ?? null}::uuid`;
  const handed = await retryLockConflicts(
    () => db.$queryRaw<{ id: string }[]>`
    WITH mine AS MATERIALIZED (
      SELECT r.id FROM recall_recipient r
      WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid
        AND r.id = ANY (${pgArray(ids)}::uuid[]) AND ${bounds}
      ORDER BY r.id FOR UPDATE
    ),
    record AS (
      SELECT * FROM unnest(
        ${pgArray(records.map((record) => record.id))}::uuid[],
        ${pgArray(records.map((record) => record.status))}::text[],
        ${pgArray(records.map((record) => record.error))}::text[],
        ${pgArray(records.map((record) => record.retryAt))}::timestamptz[]
      ) AS t (id, status, error, retry_at)
    ),
    recorded AS (
      UPDATE recall_recipient r
      SET status = CASE WHEN t.status = 'queued' AND ${mayHaveArrived} THEN 'uncertain' ELSE t.status END, error = t.error, retry_at = t.retry_at, claimed_by = NULL, claimed_at = NULL,
          uncertain_count = r.uncertain_count + CASE WHEN t.status = 'uncertain' THEN 1 ELSE 0 END,
          accepted_at = CASE WHEN t.status = 'accepted' THEN ${now}::timestamptz END
      FROM record t JOIN mine ON mine.id = t.id
      WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid AND r.id = t.id AND ${bounds}
        -- That the server has it is true whoever holds the claim by now.
        AND r.status IN ('sending', 'uncertain', 'queued')
        AND (r.claimed_by = ${claimId}::uuid OR t.status = 'accepted')
    ),
    handed AS (
      UPDATE recall_recipient r
      SET handed_at = ${now}, attempts = attempts + 1, template_version = ${group.templateVersion},
          claimed_at = now()
      FROM mine
      WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid AND r.id = mine.id
        AND r.id = ANY (${pgArray(next)}::uuid[]) AND ${bounds}
        AND r.claimed_by = ${claimId}::uuid AND r.status = 'sending' AND ${mayBeSent(of)}
      RETURNING r.id
    )
    SELECT id::text AS id FROM handed`,
  );
  return new Set(handed.map((row) => row.id));
}

/** Rows that a booking holds are left out: what it hands over it renews itself, and the lease outlasts three renewals. */
export async function renewClaims(db: Database, of: RecallOfShop, claimId: string): Promise<void> {
  await db.$executeRaw`
    WITH mine AS (
      SELECT id FROM recall_recipient
      WHERE shop_id = ${of.shopId}::uuid AND recall_id = ${of.recallId}::uuid AND status = 'sending'
        AND claimed_by = ${claimId}::uuid
      ORDER BY id FOR UPDATE SKIP LOCKED
    )
    UPDATE recall_recipient r SET claimed_at = now() FROM mine
    WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid AND r.id = mine.id
      AND ${between(Prisma.sql`mine`)}`;
}

/** Gives back what a run claimed and will not send. What it handed over without recording the answer is uncertain. */
export async function releaseClaims(db: Database, of: RecallOfShop, claimId: string): Promise<void> {
  await release(db, of, Prisma.sql`claimed_by = ${claimId}::uuid`);
}

/** Gives back the claims of runs that died. */
export async function releaseStaleClaims(db: Database, of: RecallOfShop): Promise<void> {
  await release(db, of, Prisma.sql`claimed_at < now() - make_interval(secs => ${CLAIM_LEASE_SECONDS})`);
}

async function release(db: Database, of: RecallOfShop, whose: Prisma.Sql): Promise<void> {
  await db.$executeRaw`
    WITH given_up AS (
      SELECT id FROM recall_recipient
      WHERE shop_id = ${of.shopId}::uuid AND recall_id = ${of.recallId}::uuid AND status = 'sending' AND ${whose}
      ORDER BY id FOR UPDATE
    )
    UPDATE recall_recipient r
    SET status = CASE WHEN handed_at IS NOT NULL OR ${mayHaveArrived} THEN 'uncertain' ELSE 'queued' END,
        uncertain_count = uncertain_count + CASE WHEN handed_at IS NULL THEN 0 ELSE 1 END,
        error = CASE WHEN handed_at IS NULL THEN error ELSE 'handed over, but the answer was not recorded' END,
        claimed_by = NULL, claimed_at = NULL, retry_at = NULL
    FROM given_up
    WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid AND r.id = given_up.id
      AND ${between(Prisma.sql`given_up`)}`;
}

export interface NoticesLeft {
  /** When the first of those still to be sent is due; null: none. An instant in the past is due now. */
  nextDueAt: Date | null;
  /** Another run holds claims. */
  underWay: boolean;
  maySend: boolean;
}

export async function findNoticesLeft(db: Database, of: RecallOfShop, now: Date): Promise<NoticesLeft> {
  const [row] = await db.$queryRaw<NoticesLeft[]>`
    SELECT (SELECT min(coalesce(r.retry_at, ${now})) FROM recall_recipient r
            WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid
              AND r.status IN ('queued', 'sending', 'uncertain') AND ${toSend}) AS "nextDueAt",
           EXISTS (SELECT FROM recall_recipient r
                   WHERE r.shop_id = ${of.shopId}::uuid AND r.recall_id = ${of.recallId}::uuid
                     AND r.status = 'sending') AS "underWay",
           ${mayBeSent(of)} AS "maySend"`;
  if (row === undefined) throw new Error("asking for the notices left gave no row");
  return row;
}
