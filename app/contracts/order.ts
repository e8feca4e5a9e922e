import { z } from "zod";
import { count, instantOut, lineGid, orderGid, uuid, variantGid } from "./formats.ts";

const assignmentState = z.enum(["promised", "shipped", "returned", "written_off"]);
const confidence = z.enum(["assumed", "confirmed", "corrected"]);

/** One entry per (batch, state, confidence); entries without units are left out. */
export const assignment = z
  .object({
    batchId: uuid,
    code: z.string(),
    units: z.int().min(1),
    state: assignmentState,
    confidence,
    onHold: z.boolean().meta({
      description: "Promised units of a batch that is on hold: not to be shipped before the hold is lifted.",
    }),
  })
  .meta({ id: "Assignment" });

export const orderLine = z
  .object({
    id: lineGid.meta({
      description:
        "A part of a set that is sold as one SKU is a line of its own after the one that was sold: its id and `?component=1`.",
    }),
    variantId: variantGid.nullable(),
    title: z.string(),
    quantity: count,
    tracked: z.boolean(),
    unassigned: count.meta({ description: "Units without a batch, shipped ones included." }),
    unassignedShipped: count.meta({ description: "Part of `unassigned`: shipped, batch unknown." }),
    reason: z
      .string()
      .nullable()
      .meta({ description: "Why the line draws no batch, or fewer units than it needs." }),
    assignments: z.array(assignment),
  })
  .meta({ id: "OrderLine" });

/** An order as last settled. */
export const order = z
  .object({
    id: orderGid,
    name: z.string(),
    processedAt: instantOut,
    cancelledAt: instantOut.nullable(),
    deleted: z.boolean(),
    test: z.boolean(),
    shopifyUpdatedAt: instantOut,
    lines: z.array(orderLine),
  })
  .meta({ id: "Order" });

export type Assignment = z.output<typeof assignment>;
export type OrderLine = z.output<typeof orderLine>;
export type Order = z.output<typeof order>;
