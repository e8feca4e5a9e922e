import { z } from "zod";
import { createDocument } from "zod-openapi";
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { correctAssignmentBody } from "./assignment.ts";
import {
  adjustBatchBody,
  batch,
  batchPage,
  changeBatchBody,
  createBatchBody,
  listBatchesQuery,
  transferUnitsBody,
} from "./batch.ts";
import { uuid } from "./formats.ts";
import {
  countBatchBody,
  countedBatch,
  ledgerCheck,
  mergeBatchesBody,
  mergedBatch,
  repairLedgerBody,
  splitBatch,
  splitBatchBody,
  undoActBody,
  undoneAct,
} from "./manual-acts.ts";
import { order } from "./order.ts";
import { problem } from "./problem.ts";
import {
  changeRecallBody,
  launchedRecall,
  launchRecallBody,
  listRecipientsQuery,
  previewRecallBody,
  recall,
  recallMove,
  recallPreview,
  recipientPage,
} from "./recall.ts";
import { shopStatus } from "./status.ts";

const REFUSALS = {
  400: "Malformed: not JSON, or a wrong search parameter",
  401: "No session token, or one that is not valid or has expired",
  403: "A right is missing",
  404: "Unknown, or another shop's",
  409: "It stands against what is there now",
  405: "No call of this path; `Allow` names those there are",
  413: "The body is larger than 1 MB",
  422: "Wrong fields, named in `errors`",
  500: "Our mistake; it is safe to try again",
  503: "Shopify does not answer, and a variant is not known here yet; try again in a moment",
} as const;

type Refusal = keyof typeof REFUSALS;

interface Operation {
  id: string;
  summary: string;
  path?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answers: Partial<Record<200 | 201, { schema: z.ZodType; description: string }>>;
  refusals: readonly Refusal[];
}

function operation(of: Operation): ZodOpenApiOperationObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, { schema, description }] of Object.entries(of.answers)) {
    responses[status as "200"] = { description, content: { "application/json": { schema } } };
  }
  const refusals: Refusal[] = [
    401,
    403,
    405,
    500,
    ...of.refusals,
    ...(of.body ? ([400, 413, 422] as const) : []),
  ];
  for (const status of refusals.sort()) {
    responses[String(status) as "400"] = {
      description: REFUSALS[status],
      content: { "application/problem+json": { schema: problem } },
    };
  }
  return {
    operationId: of.id,
    summary: of.summary,
    ...(of.path || of.query
      ? { requestParams: { ...(of.path && { path: of.path }), ...(of.query && { query: of.query }) } }
      : {}),
    ...(of.body
      ? { requestBody: { required: true, content: { "application/json": { schema: of.body } } } }
      : {}),
    responses,
  };
}

const ofOurId = z.object({ id: uuid });
const ofOrder = z.object({
  orderId: z.string().meta({ description: "Shopify's number of the order, or its gid, percent-encoded." }),
});
const batchAnswer = { schema: batch, description: "The batch as it is now" };

const MOVES: Record<z.output<typeof recallMove>, string> = {
  pause: "Stop sending and tagging for now",
  resume: "Go on",
  close: "End the recall; it never changes again",
  revoke: "Take the recall back; batches return to the state they had",
};

/** The JSON API as OpenAPI 3.1, made from the same schemas that check what comes in and goes out. */
export function openApiDocument() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Batchbook",
      version: "1",
      description:
        "For the admin extensions and for checks from outside. Every call carries a Shopify session token of the shop and sees " +
        "that shop only. Ids of Shopify may be given as numbers and come back as gids; instants are RFC 3339 in UTC, dates " +
        "`YYYY-MM-DD`, units integers.",
    },
    servers: [{ url: "/" }],
    security: [{ sessionToken: [] }],
    components: {
      securitySchemes: { sessionToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
    paths: {
      "/api/v1/status": {
        get: operation({
          id: "getStatus",
          summary: "What is still to be worked off",
          answers: { 200: { schema: shopStatus, description: "Nothing pending means that all is settled" } },
          refusals: [],
        }),
      },
      "/api/v1/orders/{orderId}": {
        get: operation({
          id: "getOrder",
          summary: "The batches of an order's lines",
          path: ofOrder,
          answers: { 200: { schema: order, description: "The order as last settled" } },
          refusals: [404],
        }),
      },
      "/api/v1/orders/{orderId}/assignments": {
        post: operation({
          id: "correctAssignment",
          summary: "Say which batch units of a line are from: confirm what was assumed, or correct it",
          path: ofOrder,
          body: correctAssignmentBody,
          answers: { 200: { schema: order, description: "The order as it is now" } },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches": {
        get: operation({
          id: "listBatches",
          summary: "Batches, the one made last first",
          query: listBatchesQuery,
          answers: { 200: { schema: batchPage, description: "A page" } },
          refusals: [400],
        }),
        post: operation({
          id: "createBatch",
          summary: "Record a batch",
          body: createBatchBody,
          answers: {
            201: { schema: batch, description: "The batch; open, waiting orders have been served already" },
          },
          refusals: [409, 503],
        }),
      },
      "/api/v1/batches/{id}": {
        get: operation({
          id: "getBatch",
          summary: "A batch with the mass balance of its items",
          path: ofOurId,
          answers: { 200: batchAnswer },
          refusals: [404],
        }),
        patch: operation({
          id: "changeBatch",
          summary: "Move a batch to another state, or change its fields or produced units",
          path: ofOurId,
          body: changeBatchBody,
          answers: { 200: batchAnswer },
          refusals: [404, 409, 503],
        }),
      },
      "/api/v1/batches/{id}/adjustments": {
        post: operation({
          id: "adjustBatch",
          summary: "Count, write off, or take units out of quarantine",
          path: ofOurId,
          body: adjustBatchBody,
          answers: { 201: batchAnswer },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches/{id}/counts": {
        post: operation({
          id: "countBatch",
          summary: "Record a stock count of the available units; only differences move",
          path: ofOurId,
          body: countBatchBody,
          answers: {
            201: { schema: countedBatch, description: "The variances, and the batch as it is now" },
          },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches/{id}/split": {
        post: operation({
          id: "splitBatch",
          summary: "Make a batch of its own of available units",
          path: ofOurId,
          body: splitBatchBody,
          answers: { 201: { schema: splitBatch, description: "Both batches" } },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches/{id}/merge": {
        post: operation({
          id: "mergeBatches",
          summary: "Put available units of other batches into this one",
          path: ofOurId,
          body: mergeBatchesBody,
          answers: { 201: { schema: mergedBatch, description: "The batch that took the units" } },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches/{id}/ledger": {
        get: operation({
          id: "checkLedger",
          summary: "Count the batch anew from its ledger",
          path: ofOurId,
          answers: { 200: { schema: ledgerCheck, description: "Whether it adds up, and where it does not" } },
          refusals: [404],
        }),
        post: operation({
          id: "repairLedger",
          summary: "Set the batch's units to what its ledger says, where they differ",
          path: ofOurId,
          body: repairLedgerBody,
          answers: { 201: batchAnswer },
          refusals: [404, 409],
        }),
      },
      "/api/v1/acts/{id}/undo": {
        post: operation({
          id: "undoAct",
          summary: "Take back a count, a split or a merge, by a further act; once",
          path: ofOurId,
          body: undoActBody,
          answers: { 201: { schema: undoneAct, description: "The batches as they are now" } },
          refusals: [404, 409],
        }),
      },
      "/api/v1/batches/{id}/transfers": {
        post: operation({
          id: "transferUnits",
          summary: "Move available units to another location; they stay units of the batch",
          path: ofOurId,
          body: transferUnitsBody,
          answers: { 201: batchAnswer },
          refusals: [404, 409],
        }),
      },
      "/api/v1/recalls/preview": {
        post: operation({
          id: "previewRecall",
          summary: "Who would be affected, before anything is done",
          body: previewRecallBody,
          answers: { 200: { schema: recallPreview, description: "Counts" } },
          refusals: [404],
        }),
      },
      "/api/v1/recalls": {
        post: operation({
          id: "launchRecall",
          summary: "Create and launch a recall, or run a drill",
          body: launchRecallBody,
          answers: {
            200: { schema: launchedRecall, description: "The recall that this key and body launched before" },
            201: { schema: launchedRecall, description: "Launched" },
          },
          refusals: [404, 409],
        }),
      },
      "/api/v1/recalls/{id}": {
        get: operation({
          id: "getRecall",
          summary: "A recall with its progress",
          path: ofOurId,
          answers: { 200: { schema: recall, description: "The recall" } },
          refusals: [404],
        }),
      },
      "/api/v1/recalls/{id}/recipients": {
        get: operation({
          id: "listRecipients",
          summary: "Who is told, and what they have",
          path: ofOurId,
          query: listRecipientsQuery,
          answers: { 200: { schema: recipientPage, description: "A page" } },
          refusals: [400, 404],
        }),
      },
      ...Object.fromEntries(
        recallMove.options.map((move) => [
          `/api/v1/recalls/{id}/${move}`,
          {
            post: operation({
              id: `${move}Recall`,
              summary: MOVES[move],
              path: ofOurId,
              body: changeRecallBody,
              answers: { 200: { schema: recall, description: "The recall as it is now" } },
              refusals: [404, 409],
            }),
          },
        ]),
      ),
    },
  });
}
