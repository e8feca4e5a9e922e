import { parseGid } from "../../state/gid.ts";
import { updateCustomer } from "../../state/customers/customers.ts";
import { updateOrder } from "../../state/orders/update-order.ts";
import { updateProduct } from "../../state/products/update-product.ts";
import type { Customer, Order, Product } from "../../state/types.ts";
import { requireScope } from "../access.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { findNode } from "../node-lookup.ts";

const MAX_TAGS = 250;
/** Order tags of 40 characters are the historical limit; others may have 255. */
const MAX_TAG_LENGTH: Record<string, number> = { Order: 40, Customer: 255, Product: 255 };
const WRITE_SCOPE: Record<string, string> = {
  Order: "write_orders",
  Customer: "write_customers",
  Product: "write_products",
};

type TagArgs = { id: string; tags: string[] };
type UserError = { field: string[] | null; message: string };

/** Each element may itself be a list with commas. */
function splitTags(tags: readonly string[]): string[] {
  return tags
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

function sameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function writeTags(context: GraphqlContext, type: string, found: object, tags: string[]): void {
  const { world, shop } = context;
  if (type === "Order") updateOrder(world, shop, found as Order, { tags });
  else if (type === "Customer") updateCustomer(world, shop, found as Customer, { tags });
  else updateProduct(world, shop, found as Product, { tags });
}

function changeTags(
  context: GraphqlContext,
  fieldName: string,
  args: TagArgs,
  change: (present: string[], given: string[]) => string[],
): { node: object | null; userErrors: UserError[] } {
  const type = parseGid(args.id)?.type ?? "";
  const scope = WRITE_SCOPE[type];
  if (scope === undefined)
    return { node: null, userErrors: [{ field: ["id"], message: `Invalid id: ${args.id}` }] };
  requireScope(context, fieldName, scope);
  const found = findNode(context, fieldName, args.id) as { tags: string[] } | null;
  if (found === null)
    return { node: null, userErrors: [{ field: ["id"], message: `${type} does not exist` }] };
  const limit = MAX_TAG_LENGTH[type] ?? 255;
  const given = splitTags(args.tags);
  const tooLong = given.find((tag) => tag.length > limit);
  if (tooLong !== undefined) {
    return {
      node: null,
      userErrors: [{ field: ["tags"], message: `Tag exceeds the maximum length of ${limit} characters` }],
    };
  }
  const tags = change(found.tags, given);
  if (tags.length > MAX_TAGS) {
    return {
      node: null,
      userErrors: [{ field: ["tags"], message: `${type} cannot have more than ${MAX_TAGS} tags` }],
    };
  }
  const changed = tags.length !== found.tags.length || tags.some((tag, index) => tag !== found.tags[index]);
  if (changed) writeTags(context, type, found, tags);
  return { node: found, userErrors: [] };
}

export const tagMutations: TypeResolvers = {
  tagsAdd: (_source, args: TagArgs, context) =>
    changeTags(context, "tagsAdd", args, (present, given) =>
      [
        ...present,
        ...given.filter(
          (tag, index) =>
            !present.some((known) => sameTag(known, tag)) &&
            given.findIndex((other) => sameTag(other, tag)) === index,
        ),
      ].sort(),
    ),
  tagsRemove: (_source, args: TagArgs, context) =>
    changeTags(context, "tagsRemove", args, (present, given) =>
      present.filter((tag) => !given.some((removed) => sameTag(removed, tag))),
    ),
};
