import { z } from "zod";
import { lineIdIn, paragraph, units, uuid } from "./formats.ts";

const batchIdIn = uuid.toLowerCase();

/** To confirm or correct which batch units of a line are from. */
export const correctAssignmentBody = z
  .strictObject({
    lineId: lineIdIn,
    fromBatchId: batchIdIn.nullable().meta({
      description:
        "The batch they are counted under; null: units that have none, for which `toBatchId` is needed.",
    }),
    toBatchId: batchIdIn.optional().meta({
      description:
        "The batch they are really from. Left out: the one they are counted under, which is thereby confirmed.",
    }),
    units: units.min(1, "at least 1"),
    reason: paragraph(1_000),
    state: z.enum(["promised", "shipped", "returned"]).optional().meta({
      description: "Which units; left out: those with the buyer first, then returned, then promised ones.",
    }),
  })
  .refine(({ fromBatchId, toBatchId }) => fromBatchId !== null || toBatchId !== undefined, {
    path: ["toBatchId"],
    message: "is needed for units without a batch",
  })
  .refine(({ fromBatchId, toBatchId }) => fromBatchId === null || fromBatchId !== toBatchId, {
    path: ["toBatchId"],
    message: "is the batch they are counted under already; leave it out to confirm that",
  });

export type CorrectAssignmentBody = z.output<typeof correctAssignmentBody>;
