import { z } from "zod";
import { count, instantOut } from "./formats.ts";

/** How a caller knows that everything Shopify sent is settled. */
export const shopStatus = z
  .object({
    pendingDeliveries: count.meta({ description: "Stored webhooks that are not worked off yet." }),
    pendingOrders: count.meta({
      description:
        "Orders whose facts are still to be read from Shopify, and looks at Shopify for which orders moved.",
    }),
    oldestPendingAt: instantOut.nullable(),
    catalogue: z.object({
      state: z.enum(["waiting", "running", "done", "failed"]),
      done: count.meta({ description: "Variants mirrored." }),
      total: count.nullable(),
    }),
  })
  .meta({ id: "Status" });

export type ShopStatus = z.output<typeof shopStatus>;
