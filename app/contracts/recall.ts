import { z } from "zod";
import { batchStatus } from "./batch.ts";
import {
  count,
  instantOut,
  line,
  nextCursor,
  orderGid,
  pageQuery,
  paragraph,
  uuid,
  variantGid,
} from "./formats.ts";

export const recallStatus = z.enum(["draft", "active", "paused", "closed", "revoked"]);
const ring = z.enum(["certain", "probable", "possible"]).meta({
  description:
    "How sure it must be that a buyer has units of the batches; each ring includes the one before.",
});
export const remedy = z.enum(["refund", "replacement", "disposal"]);
export const recipientStatus = z.enum([
  "queued",
  "sending",
  "accepted",
  "bounced",
  "failed",
  "uncertain",
  "unreachable",
  "acknowledged",
  "remedied",
  "excluded",
  "redacted",
  "drill",
]);

export type RecallStatus = z.output<typeof recallStatus>;
export type Remedy = z.output<typeof remedy>;
export type RecipientStatus = z.output<typeof recipientStatus>;

export const groupCounts = z
  .object({ units: count, orders: count, buyers: count })
  .meta({ id: "GroupCounts" });

export type GroupCounts = z.output<typeof groupCounts>;

export const recallGroups = z
  .object({
    withGoods: groupCounts,
    inTransit: groupCounts,
    notShipped: groupCounts,
    returned: groupCounts,
    onShelf: groupCounts,
    noContact: groupCounts,
  })
  .meta({ id: "RecallGroups" });

export type RecallGroups = z.output<typeof recallGroups>;

const batchIds = z.array(uuid).min(1, "choose at least one batch").max(100, "at most 100 batches");

export const previewRecallBody = z
  .strictObject({ batchIds, ring: ring.default("probable") })
  .meta({ id: "PreviewRecall" });

export const recallPreview = z
  .object({
    groups: recallGroups,
    affected: groupCounts.meta({ description: "Who will be tagged and mailed." }),
  })
  .meta({ id: "RecallPreview" });

export type RecallPreview = z.output<typeof recallPreview>;

export const launchRecallBody = z
  .strictObject({
    batchIds,
    ring: ring.default("probable"),
    drill: z
      .boolean()
      .default(false)
      .meta({ description: "Computes and records, and changes nothing else." }),
    reason: paragraph(2_000),
    hazard: paragraph(2_000),
    instructions: paragraph(5_000),
    remedies: z.array(remedy).max(3),
    notice: z.strictObject({ subject: line(200), body: paragraph(20_000) }),
    idempotencyKey: line(200),
  })
  .meta({ id: "LaunchRecall" });

export type LaunchRecallBody = z.output<typeof launchRecallBody>;

export const launchedRecall = z
  .object({
    id: uuid,
    number: z.string().meta({ example: "R26-001" }),
    tag: z.string().meta({ example: "recall-R26-001" }),
    status: recallStatus,
  })
  .meta({ id: "LaunchedRecall" });

export type LaunchedRecall = z.output<typeof launchedRecall>;

const tagProgress = z.object({ total: count, tagged: count, failed: count }).meta({ id: "TagProgress" });

const recipientProgress = z
  .object({
    total: count,
    queued: count,
    sending: count,
    accepted: count,
    bounced: count,
    failed: count,
    uncertain: count,
    unreachable: count,
    acknowledged: count,
    remedied: count,
  })
  .meta({ id: "RecipientProgress" });

export const recallProgress = z
  .object({
    orders: tagProgress,
    customers: tagProgress,
    recipients: recipientProgress,
    done: z.boolean().meta({ description: "Nothing queued or sending, and every tag tagged or failed." }),
  })
  .meta({ id: "RecallProgress" });

export type RecallProgress = z.output<typeof recallProgress>;

export const recall = launchedRecall
  .extend({
    drill: z.boolean(),
    batches: z.array(z.object({ id: uuid, code: z.string(), status: batchStatus })),
    ring,
    groups: recallGroups,
    progress: recallProgress,
  })
  .meta({ id: "Recall" });

export type Recall = z.output<typeof recall>;

export const recipient = z
  .object({
    id: uuid,
    email: z.string().nullable(),
    name: z.string().nullable(),
    locale: z.string(),
    status: recipientStatus,
    messageId: z.string(),
    acceptedAt: instantOut.nullable(),
    acknowledgedAt: instantOut.nullable(),
    orders: z.array(
      z.object({
        orderId: orderGid,
        name: z.string(),
        items: z.array(
          z.object({ variantId: variantGid, title: z.string(), code: z.string(), units: z.int().min(1) }),
        ),
      }),
    ),
  })
  .meta({ id: "Recipient" });

export const recipientPage = z
  .object({ items: z.array(recipient), nextCursor })
  .meta({ id: "RecipientPage" });

export type Recipient = z.output<typeof recipient>;

export const listRecipientsQuery = z.object(pageQuery);

/** The moves of a launched recall that a person makes; each is a path of its own. */
export const recallMove = z.enum(["pause", "resume", "close", "revoke"]);

export const changeRecallBody = z.strictObject({ reason: paragraph(1_000) }).meta({ id: "ChangeRecall" });
