import { z } from "zod";
import type { ModelTransaction } from "#app/db/client.ts";
import { findImportsAsking } from "#app/db/order-imports.ts";
import type { ShopContext } from "./context.ts";
import { queueImport } from "./queue-import.ts";

const bulkOperation = z.object({ admin_graphql_api_id: z.string() });

/** `bulk_operations/finish`: an import that waits for this file need not wait for its next look. */
export async function wakeImport(ctx: ShopContext, tx: ModelTransaction, body: unknown): Promise<void> {
  const { admin_graphql_api_id: operationId } = bulkOperation.parse(body);
  for (const importId of await findImportsAsking(tx, ctx.shop.id, operationId)) {
    await queueImport(tx, ctx.shop.id, importId, ctx.now());
  }
}
