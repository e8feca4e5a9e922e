import { z } from "zod";
import type { ImportedUnits, ImportState } from "#app/domain/order-import.ts";
import { instantIn, uuid } from "./formats.ts";

/** From when on orders are replayed; null: all that Shopify shows. */
const since = instantIn.nullable();

export const countPastOrdersBody = z.strictObject({ since });

const replayMove = z.enum(["pause", "resume", "cancel"]);

/** What the page about past orders sends. `scopes`: the merchant has just answered Shopify's question about them. */
export const replayBody = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("start"), since }),
  z.strictObject({ act: z.literal("move"), id: uuid, move: replayMove }),
  z.strictObject({ act: z.literal("scopes") }),
]);

export type ReplayBody = z.input<typeof replayBody>;

export interface ReplayPageView {
  /** The app may read orders older than 60 days. */
  seesAll: boolean;
  /** The first instant of which Shopify shows orders without that. */
  oldest: string;
  /** There is a batch that orders could get. */
  batchMade: boolean;
  /** The replay that began last; null: none yet. */
  latest: ReplayView | null;
}

export interface ReplayView {
  id: string;
  state: ImportState;
  since: string | null;
  /** Orders; null until Shopify has put them together. */
  total: number | null;
  done: number;
  /** Of `done`, orders whose state was new to the app. */
  found: number;
  units: ImportedUnits;
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
  /** By its pace so far; null while that cannot be told. */
  secondsLeft: number | null;
}
