import { parseGid } from "../../state/gid.ts";
import { updateOrder } from "../../state/orders/update-order.ts";
import type { Metafield } from "../../state/types.ts";
import { requireScope } from "../access.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { findNode } from "../node-lookup.ts";
import { digestOf, metafieldsOf, namespaceOf } from "./metafield-resolvers.ts";

const MAX_METAFIELDS = 25;
const MAX_JSON_BYTES = 128 * 1024;
const MAX_TEXT_BYTES = 64 * 1024;
const WRITE_SCOPE: Record<string, string> = {
  Order: "write_orders",
  Customer: "write_customers",
  Product: "write_products",
  ProductVariant: "write_products",
};

type Input = {
  ownerId: string;
  key: string;
  namespace?: string | null;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
};

type UserError = { field: string[]; message: string; code: string; elementIndex: null };

type Identifier = { ownerId: string; namespace: string; key: string };

function ownerProblem(context: GraphqlContext, field: string, ownerId: string): string | null {
  const type = parseGid(ownerId)?.type ?? "";
  const scope = WRITE_SCOPE[type];
  if (scope !== undefined) requireScope(context, field, scope);
  const owner = type === "AppInstallation" ? {} : findNode(context, field, ownerId);
  return owner === null ? "Owner does not exist." : null;
}

function problemWith(context: GraphqlContext, input: Input, index: number): UserError | null {
  const error = (name: string, message: string, code: string): UserError => ({
    field: ["metafields", String(index), name],
    message,
    code,
    elementIndex: null,
  });
  const problem = ownerProblem(context, "metafieldsSet", input.ownerId);
  if (problem !== null) return error("ownerId", problem, "INVALID");
  const known = metafieldsOf(context.shop, input.ownerId).get(
    `${namespaceOf(context, input.namespace)}.${input.key}`,
  );
  if (known === undefined && input.type == null) return error("type", "can't be blank", "BLANK");
  if (input.key.length < 2 || input.key.length > 64)
    return error("key", "is too short or too long", "TOO_LONG");
  if (input.value === "") return error("value", "can't be blank", "BLANK");
  const limit = input.type === "json" ? MAX_JSON_BYTES : MAX_TEXT_BYTES;
  if (Buffer.byteLength(input.value) > limit)
    return error("value", `Value is too long (maximum is ${limit} bytes)`, "TOO_LONG");
  if (input.type === "json") {
    try {
      JSON.parse(input.value);
    } catch {
      return error("value", "is invalid JSON", "INVALID_VALUE");
    }
  }
  if (input.compareDigest !== undefined) {
    const digest = known === undefined ? null : digestOf(known);
    if (digest !== input.compareDigest) {
      return error(
        "compareDigest",
        "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
        "STALE_OBJECT",
      );
    }
  }
  return null;
}

export const metafieldMutations: TypeResolvers = {
  /** All or nothing. */
  metafieldsSet: (_source, { metafields: inputs }: { metafields: Input[] }, context) => {
    if (inputs.length > MAX_METAFIELDS) {
      const message = `Exceeded the maximum metafields input limit of ${MAX_METAFIELDS}.`;
      return {
        metafields: [],
        userErrors: [{ field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null }],
      };
    }
    const problems = inputs
      .map((input, index) => problemWith(context, input, index))
      .filter((problem) => problem !== null);
    if (problems.length > 0) return { metafields: [], userErrors: problems };
    const at = Math.floor(Date.now() / 1000) * 1000;
    const metafields = inputs.map((input) => {
      const namespace = namespaceOf(context, input.namespace);
      const owned = metafieldsOf(context.shop, input.ownerId);
      const known = owned.get(`${namespace}.${input.key}`);
      const metafield: Metafield = {
        id: known?.id ?? context.world.nextId(),
        ownerGid: input.ownerId,
        namespace,
        key: input.key,
        type: input.type ?? known?.type ?? "single_line_text_field",
        value: input.value,
        createdAt: known?.createdAt ?? at,
        updatedAt: at,
      };
      owned.set(`${namespace}.${input.key}`, metafield);
      context.shop.metafields.set(input.ownerId, owned);
      return metafield;
    });
    tellOfOrders(context, inputs);
    return { metafields, userErrors: [] };
  },

  /** One that is not there is null in the answer and no error. */
  metafieldsDelete: (_source, { metafields: inputs }: { metafields: Identifier[] }, context) => {
    if (inputs.length > MAX_METAFIELDS) {
      const message = `Exceeded the maximum metafields input limit of ${MAX_METAFIELDS}.`;
      return { deletedMetafields: null, userErrors: [{ field: ["metafields"], message }] };
    }
    const userErrors = inputs.flatMap((input, index) => {
      const problem = ownerProblem(context, "metafieldsDelete", input.ownerId);
      return problem === null ? [] : [{ field: ["metafields", String(index), "ownerId"], message: problem }];
    });
    if (userErrors.length > 0) return { deletedMetafields: null, userErrors };
    const deleted = inputs.filter(({ ownerId, namespace, key }) =>
      metafieldsOf(context.shop, ownerId).delete(`${namespaceOf(context, namespace)}.${key}`),
    );
    tellOfOrders(context, deleted);
    return {
      deletedMetafields: inputs.map((input) =>
        deleted.includes(input) ? { ...input, namespace: namespaceOf(context, input.namespace) } : null,
      ),
      userErrors: [],
    };
  },
};

/** An order whose metafields changed has changed. */
function tellOfOrders(context: GraphqlContext, inputs: readonly { ownerId: string }[]): void {
  for (const ownerId of new Set(inputs.map((input) => input.ownerId))) {
    const parsed = parseGid(ownerId);
    const order = parsed?.type === "Order" ? context.shop.orders.get(parsed.id) : undefined;
    if (order !== undefined) updateOrder(context.world, context.shop, order, {});
  }
}
