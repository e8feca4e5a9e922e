import type { AppConfig } from "../webhooks/subscriptions.ts";
import type { BulkOperation, Shop } from "../state/types.ts";
import type { World } from "../state/world.ts";

export type BulkStart = {
  bulkOperation: BulkOperation | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
};

/** What the mutations need of whoever runs bulk operations. */
export type BulkStarter = {
  startQuery(context: GraphqlContext, query: string): BulkStart;
  startMutation(context: GraphqlContext, mutation: string, stagedUploadPath: string): BulkStart;
};

/** What a resolver knows: whose data, with which rights. */
export type GraphqlContext = {
  shop: Shop;
  world: World;
  scopes: readonly string[];
  app: AppConfig;
  bulk: BulkStarter;
  apiKey: string;
};

/** A field's value from its parent. Parents are entries of the shop's state, or pairs such as `{ order, line }`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each resolver names the type of its own parent and arguments
type Resolver = (source: any, args: any, context: GraphqlContext) => unknown;

export type TypeResolvers = Record<string, Resolver>;
