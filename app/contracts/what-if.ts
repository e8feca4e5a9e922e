import { z } from "zod";
import { days } from "./settings.ts";

/** Other rules to give the same units out by; what is left out is as it is now. */
export const whatIfBody = z.strictObject({
  strategy: z.enum(["fifo", "fefo"]),
  stopShipDays: days.optional(),
  keepWhole: z.boolean().optional(),
});

export type WhatIfBody = z.output<typeof whatIfBody>;

/** What would have been otherwise. Nothing of it is written anywhere. */
export interface WhatIf {
  /** Draws since then were looked at. */
  since: string;
  /** Lines that were looked at. */
  lines: number;
  /** There were more lines than are looked at: the earlier ones stand as they are. */
  cut: boolean;
  /** Orders that would have got something else by the present rules too: of holds, places and the like. */
  differAnyway: number;
  /** Orders that would have got something else. */
  orders: number;
  batches: WhatIfBatch[];
}

export interface WhatIfBatch {
  /** Null: no batch, they would have waited. */
  id: string | null;
  code: string | null;
  orders: WhatIfOrder[];
}

export interface WhatIfOrder {
  /** gid */
  id: string;
  name: string;
  /** Units of the batch beyond what it has of it. */
  units: number;
  /** The batches it has its units from, of the same lines. */
  has: { code: string; units: number }[];
}
