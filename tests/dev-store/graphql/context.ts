import type { AppConfig } from "../webhooks/subscriptions.ts";
import type { BulkRunner } from "../bulk/runner.ts";
import type { Shop } from "../state/types.ts";
import type { World } from "../state/world.ts";

/** What a resolver knows: whose data, with which rights. */
export type GraphqlContext = {
  shop: Shop;
  world: World;
  scopes: readonly string[];
  app: AppConfig;
  bulk: BulkRunner;
  apiKey: string;
};

/** A field's value from its parent. Parents are entries of the shop's state, or pairs such as `{ order, line }`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each resolver names the type of its own parent and arguments
export type Resolver = (source: any, args: any, context: GraphqlContext) => unknown;

export type TypeResolvers = Record<string, Resolver>;
