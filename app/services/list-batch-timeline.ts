import { z } from "zod";
import type { TimelineEntry, TimelinePage } from "#app/contracts/batch-view.ts";
import { findBatchEvents } from "#app/db/find-batch-events.ts";
import type { BatchEvent } from "#app/db/find-batch-events.ts";
import { isUndoable } from "#app/domain/manual-act.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";

const cursor = z.tuple([z.uuid()]);

/** A page of what happened to a batch, the latest first; a cursor that is not ours begins anew. */
export async function listBatchTimeline(
  ctx: ShopContext,
  batchId: string,
  page: { limit: number; after?: string | undefined },
): Promise<TimelinePage> {
  if (!isOurId(batchId)) return { items: [], nextCursor: null };
  const after = page.after === undefined ? null : readCursor(page.after, cursor);
  const events = await findBatchEvents(ctx.db, ctx.shop.id, batchId, {
    after: after?.[0] ?? null,
    limit: page.limit + 1,
  });
  const { rows, nextCursor } = cutPage(events, page.limit, (last) => writeCursor([last.id]));
  return { items: rows.map(presentEvent), nextCursor };
}

function presentEvent({ act, ...event }: BatchEvent): TimelineEntry {
  return {
    ...event,
    at: event.at.toISOString(),
    act:
      act === null
        ? null
        : {
            id: act.id,
            kind: act.kind,
            undone: act.undone,
            canUndo: isUndoable(act.kind) && act.moved && !act.undone,
          },
  };
}
