import { readBulkLine } from "#app/shopify/bulk-orders.ts";
import type { BulkRecord } from "#app/shopify/bulk-orders.ts";
import { startOrdersBulk } from "#app/shopify/bulk-operations.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { flatten, prepareBulkQuery, rootNodes } from "../dev-store/bulk/bulk-query.ts";
import type { BulkStarter, GraphqlContext } from "../dev-store/graphql/context.ts";
import { executeUnpriced } from "../dev-store/graphql/execute.ts";
import type { GraphqlRequest } from "../dev-store/graphql/execute.ts";
import { gid } from "../dev-store/state/gid.ts";
import type { BulkOperation, Shop } from "../dev-store/state/types.ts";
import type { World } from "../dev-store/state/world.ts";
import { readAppConfig } from "../dev-store/webhooks/subscriptions.ts";

type Bulk = Pick<ShopifyGateway, "startOrdersBulk" | "readBulkOperation" | "readBulkFile">;

const app = readAppConfig("shopify.app.toml");

/**
 * Files of past orders as the dev store writes them, asked for by the app's own documents, without HTTP and without waiting:
 * a file is there as soon as somebody looks.
 */
export function bulkSide(world: World, shop: Shop): Bulk {
  const operations = new Map<string, BulkOperation>();
  const starter: BulkStarter = {
    startQuery(_context, query) {
      const bulkOperation: BulkOperation = {
        ...{ id: world.nextId(), type: "QUERY", status: "COMPLETED", errorCode: null, query },
        ...{ objectCount: 0, rootObjectCount: 0, resultFile: null, partialResultFile: null },
        ...{ createdAt: 0, completedAt: 0 },
      };
      operations.set(gid("BulkOperation", bulkOperation.id), bulkOperation);
      return { bulkOperation, userErrors: [] };
    },
    startMutation() {
      throw new Error("the app asks for no bulk mutation");
    },
  };
  const scopes = [...app.scopes, ...app.optionalScopes, "read_all_orders"];
  const context: GraphqlContext = { shop, world, scopes, app, bulk: starter, apiKey: app.clientId };
  const run = async (request: GraphqlRequest): Promise<unknown> => {
    const { data, errors } = await executeUnpriced(request, context);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const client: AdminClient = {
    run: async (document, variables) =>
      (await run({
        query: document.toString(),
        variables: Object.fromEntries(Object.entries(variables)),
      })) as never,
    capacity: () => Infinity,
  };
  const fileOf = async (operationId: string): Promise<BulkRecord[]> => {
    const prepared = prepareBulkQuery(operations.get(operationId)?.query ?? "");
    if ("problem" in prepared) throw new Error(prepared.problem);
    const data = await run({ query: prepared.query });
    return [...flatten(rootNodes(data), null)].map(({ line }) => readBulkLine(JSON.stringify(line)));
  };
  return {
    startOrdersBulk: (asked) => startOrdersBulk(client, asked),
    readBulkOperation: async (operationId) => {
      const records = await fileOf(operationId);
      const orders = records.filter(({ kind }) => kind === "order").length;
      return { state: "done", orders, url: operationId };
    },
    async *readBulkFile(url) {
      yield* await fileOf(url);
    },
  };
}
