import { findRecall } from "#app/db/find-recall.ts";
import { findItemsOfRecipients } from "#app/db/find-recipients.ts";
import type { RecipientItem } from "#app/db/find-recipients.ts";
import {
  bookNotices,
  CLAIM_LEASE_SECONDS,
  CLAIM_RENEWAL_MS,
  claimNotices,
  findNoticesLeft,
  releaseClaims,
  releaseStaleClaims,
  renewClaims,
} from "#app/db/notice-claims.ts";
import type { ClaimedNotice, NoticeRecord, RecallOfShop } from "#app/db/notice-claims.ts";
import { markRecallDone } from "#app/db/recall-done.ts";
import { stopUnstarted } from "#app/db/recall-move.ts";
import { findNoticeShop } from "#app/db/recall-rows.ts";
import { retryRefused, retryUnavailable } from "#app/domain/recall-retry.ts";
import { NOTICE_TEMPLATE_VERSION } from "#app/emails/compile-notice.ts";
import type { Mailer, MailResult } from "#app/emails/mailer.ts";
import { sendNoticesJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import type { ShopContext } from "./context.ts";
import { groupCommit } from "./group-commit.ts";
import { noticeSource } from "./notice-source.ts";
import { noticeWriter } from "./notice-writer.ts";
import type { NoticeWriter } from "./notice-writer.ts";

const SET_SIZE = 100;

export interface SendingDeps {
  mailer: Mailer;
  /** Fires when the process is asked to stop: mails under way are finished and recorded, the rest waits for the next run. */
  signal: AbortSignal;
}

/**
 * Sends what is due of a recall's notices and queues itself again for what is not (DOMAIN.md section 4, 5 and 6). Safe to run
 * any number of times and by several workers at once: a recipient whose mail was recorded as accepted is never mailed again;
 * one whose answer was lost is mailed once more, with the same Message-ID. Does nothing while the recall is paused or the
 * app is uninstalled.
 * @returns how many mails the server accepted in this run.
 */
export async function sendNotices(
  ctx: ShopContext,
  deps: SendingDeps,
  recallId: string,
): Promise<{ accepted: number }> {
  const of = { shopId: ctx.shop.id, recallId };
  const recall = await findRecall(ctx.db, ctx.shop.id, recallId);
  if (recall === null || recall.drill) return { accepted: 0 };
  await releaseStaleClaims(ctx.db, of);

  let run = { accepted: 0, resumeAt: null as Date | null };
  if (recall.status === "active") {
    const shop = await findNoticeShop(ctx.db, ctx.shop.id);
    run = await sendDue(ctx, deps, of, noticeWriter(ctx, recall, shop));
  } else if (recall.status === "closed" || recall.status === "revoked") {
    const why = `recall ${recall.status} before this was done`;
    await ctx.db.$transaction((tx) => stopUnstarted(tx, ctx.shop.id, recallId, why));
  }
  await planNextRun(ctx, of, run.resumeAt);
  return { accepted: run.accepted };
}

interface Notice extends ClaimedNotice {
  items: RecipientItem[];
}

interface Entry {
  records: NoticeRecord[];
  next: Notice | null;
}

/** A connection that meets only unwritable notices records them this many at a time. */
const UNWRITABLE_AT_ONCE = 20;

/** One run: claims sets until none is due, each connection booking its last answer together with its next mail. */
async function sendDue(
  ctx: ShopContext,
  { mailer, signal }: SendingDeps,
  of: RecallOfShop,
  write: NoticeWriter,
): Promise<{ accepted: number; resumeAt: Date | null }> {
  const claimId = ctx.newId();
  let accepted = 0;
  let resumeAt: Date | null = null;
  let stopped = false;

  const source = noticeSource<Notice>(async () => {
    if (stopped) return [];
    const claimed = await claimNotices(ctx.db, of, { id: claimId, limit: SET_SIZE, now: ctx.now() });
    if (claimed.length === 0) return [];
    const ids = claimed.map((notice) => notice.id);
    const items = await findItemsOfRecipients(ctx.db, of.shopId, of.recallId, ids);
    return claimed.map((notice) => ({ ...notice, items: items.get(notice.id) ?? [] }));
  }, mailer.connections);

  const book = groupCommit((group: Entry[]) =>
    bookNotices(ctx.db, of, claimId, {
      records: group.flatMap(({ records }) => records),
      next: group.flatMap(({ next }) => next?.id ?? []),
      templateVersion: NOTICE_TEMPLATE_VERSION,
      now: ctx.now(),
    }),
  );

  async function connection(): Promise<void> {
    let records: NoticeRecord[] = [];
    const commit = async (next: Notice | null): Promise<boolean> => {
      const handed = await book({ records, next });
      accepted += records.filter((record) => record.status === "accepted").length;
      records = [];
      return next !== null && handed.has(next.id);
    };
    for (;;) {
      const next: Notice | null = stopped || signal.aborted ? null : await source.take();
      const mail = next === null ? null : await write(next);
      if (next !== null && mail === null) {
        records.push({ id: next.id, status: "failed", error: "no address that can be read", retryAt: null });
        if (records.length < UNWRITABLE_AT_ONCE) continue;
      }
      if (next === null || mail === null) {
        if (records.length > 0) await commit(null);
        if (next === null) return;
        continue;
      }
      if (!(await commit(next))) {
        stopped = true;
        return;
      }
      const result = await mailer.send(mail);
      const record = judge(next, result, ctx.now());
      records.push(record);
      if (result.outcome === "unavailable") {
        stopped = true;
        resumeAt = record.retryAt;
      }
    }
  }

  async function connectionOrStop(): Promise<void> {
    try {
      await connection();
    } finally {
      // Whoever ends first has found nothing left, been told to stop, or failed.
      stopped = true;
    }
  }

  const renewal = setInterval(() => {
    renewClaims(ctx.db, of, claimId).catch((error: unknown) => {
      ctx.log.warn({ err: error, recallId: of.recallId }, "could not renew the claims on notices");
    });
  }, CLAIM_RENEWAL_MS);
  try {
    const ends = await Promise.allSettled(Array.from({ length: mailer.connections }, connectionOrStop));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  } finally {
    clearInterval(renewal);
    await source.close();
    await releaseClaims(ctx.db, of, claimId);
  }
  return { accepted, resumeAt };
}

/** What is written down of an answer. */
function judge(notice: Notice, result: MailResult, now: Date): NoticeRecord {
  const { id } = notice;
  const tries = notice.attempts + 1;
  switch (result.outcome) {
    case "accepted":
      return { id, status: "accepted", error: null, retryAt: null };
    case "bounced":
      return { id, status: "bounced", error: result.reason, retryAt: null };
    case "uncertain":
      return { id, status: "uncertain", error: result.reason, retryAt: retryUnavailable(tries, now) };
    case "unavailable":
      return { id, status: "queued", error: result.reason, retryAt: retryUnavailable(tries, now) };
    case "refused": {
      const retryAt = retryRefused(tries, now);
      return { id, status: retryAt === null ? "failed" : "queued", error: result.reason, retryAt };
    }
  }
}

/** Queues the next run for what is left: at its time, after an outage not before it may be over, else marks the recall done. */
async function planNextRun(ctx: ShopContext, of: RecallOfShop, resumeAt: Date | null): Promise<void> {
  const left = await findNoticesLeft(ctx.db, of, ctx.now());
  const due = left.maySend ? left.nextDueAt : null;
  const leaseEnd = left.underWay ? new Date(ctx.now().getTime() + CLAIM_LEASE_SECONDS * 1_000) : null;
  const runAt = due === null ? leaseEnd : later(due, resumeAt);
  if (runAt !== null) {
    await ctx.db.$transaction((tx) =>
      enqueue(tx, sendNoticesJob, of, { key: `${sendNoticesJob.name}:${of.recallId}`, runAt }),
    );
    return;
  }
  await markRecallDone(ctx.db, of.shopId, of.recallId, { eventId: ctx.newId(), at: ctx.now() });
}

function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}
