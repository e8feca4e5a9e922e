import { randomUUID } from "node:crypto";
import { idOf } from "../../state/gid.ts";
import type { BulkOperation } from "../../state/types.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";

type StagedUploadInput = { filename: string; mimeType: string; resource: string; httpMethod?: string | null };

export const bulkMutations: TypeResolvers = {
  bulkOperationRunQuery: (_source, args: { query: string; groupObjects?: boolean }, context) =>
    context.bulk.startQuery(context, args.query),

  bulkOperationRunMutation: (_source, args: { mutation: string; stagedUploadPath: string }, context) =>
    context.bulk.startMutation(context, args.mutation, args.stagedUploadPath),

  bulkOperationCancel: (_source, { id }: { id: string }, context) => {
    const operation = context.shop.bulkOperations.get(idOf("BulkOperation", id) ?? 0);
    if (operation === undefined) {
      return {
        bulkOperation: null,
        userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }],
      };
    }
    if (operation.status !== "CREATED" && operation.status !== "RUNNING") {
      const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
      return { bulkOperation: operation, userErrors: [{ field: null, message }] };
    }
    operation.status = "CANCELING";
    return { bulkOperation: operation, userErrors: [] };
  },

  stagedUploadsCreate: (_source, { input }: { input: StagedUploadInput[] }, context) => {
    const { shop, world } = context;
    return {
      stagedTargets: input.map((upload) => {
        const key = `tmp/${shop.id}/bulk/${randomUUID()}/${upload.filename}`;
        return {
          url: `${world.baseUrl}/_uploads/${shop.domain}`,
          resourceUrl: null,
          parameters: [
            { name: "key", value: key },
            { name: "Content-Type", value: upload.mimeType },
            { name: "success_action_status", value: "201" },
            { name: "acl", value: "private" },
          ],
        };
      }),
      userErrors: [],
    };
  },
};

function fileUrl(context: GraphqlContext, file: string | null): string | null {
  return file === null ? null : `${context.world.baseUrl}/_files/${context.shop.domain}/${file}`;
}

function fileSize(context: GraphqlContext, file: string | null): string | null {
  const stored = file === null ? undefined : context.shop.files.get(file);
  return stored === undefined ? null : String(stored.body.length);
}

export const bulkOperationResolvers: TypeResolvers = {
  objectCount: (operation: BulkOperation) => String(operation.objectCount),
  rootObjectCount: (operation: BulkOperation) => String(operation.rootObjectCount),
  url: (operation: BulkOperation, _args, context: GraphqlContext) => fileUrl(context, operation.resultFile),
  partialDataUrl: (operation: BulkOperation, _args, context: GraphqlContext) =>
    fileUrl(context, operation.partialResultFile),
  fileSize: (operation: BulkOperation, _args, context: GraphqlContext) =>
    fileSize(context, operation.resultFile),
};
