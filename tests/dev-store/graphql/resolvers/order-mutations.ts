import { idOf } from "../../state/gid.ts";
import { updateOrder } from "../../state/orders/update-order.ts";
import type { Order } from "../../state/types.ts";
import { requireScope } from "../access.ts";
import type { TypeResolvers } from "../context.ts";
import { findNode } from "../node-lookup.ts";

type OrderInput = {
  id: string;
  tags?: string[] | null;
  note?: string | null;
  email?: string | null;
  customAttributes?: { key: string; value: string }[] | null;
};

const MAX_TAGS = 250;
const MAX_TAG_LENGTH = 40;

export const orderMutations: TypeResolvers = {
  /** `tags` replaces what is there. */
  orderUpdate: (_source, { input }: { input: OrderInput }, context) => {
    requireScope(context, "orderUpdate", "write_orders");
    const order =
      idOf("Order", input.id) === null ? null : (findNode(context, "orderUpdate", input.id) as Order | null);
    if (order === null)
      return { order: null, userErrors: [{ field: ["id"], message: "Order does not exist" }] };
    const tags = input.tags ?? undefined;
    if ((tags?.length ?? 0) > MAX_TAGS) {
      return {
        order,
        userErrors: [{ field: ["tags"], message: `Order cannot have more than ${MAX_TAGS} tags` }],
      };
    }
    if (tags?.some((tag) => tag.length > MAX_TAG_LENGTH)) {
      return {
        order,
        userErrors: [
          { field: ["tags"], message: `Tag exceeds the maximum length of ${MAX_TAG_LENGTH} characters` },
        ],
      };
    }
    updateOrder(context.world, context.shop, order, {
      ...(tags === undefined ? {} : { tags }),
      ...(input.note === undefined ? {} : { note: input.note }),
      ...(input.email === undefined ? {} : { email: input.email }),
      ...(input.customAttributes == null
        ? {}
        : { noteAttributes: input.customAttributes.map(({ key, value }) => ({ name: key, value })) }),
    });
    return { order, userErrors: [] };
  },
};
