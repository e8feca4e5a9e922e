import { z } from "zod";
import { remedy } from "./recall.ts";

/** A notice that is still being written: texts may be empty, nothing may be longer than a launch would take. */
export const noticeDraftBody = z.strictObject({
  batchIds: z.array(z.uuid()).min(1, "choose at least one batch").max(100, "at most 100 batches"),
  reason: z.string().max(2_000),
  hazard: z.string().max(2_000),
  instructions: z.string().max(5_000),
  remedies: z.array(remedy).max(3),
  notice: z.strictObject({ subject: z.string().max(200), body: z.string().max(20_000) }),
});

export type NoticeDraftBody = z.output<typeof noticeDraftBody>;
