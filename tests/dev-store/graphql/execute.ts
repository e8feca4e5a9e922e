/** Runs one GraphQL request against a shop: parse, validate, price, throttle, execute. */
import {
  execute,
  getNamedType,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
} from "graphql";
import { gid } from "../state/gid.ts";
import { graphqlTimestamp } from "../state/rest/timestamps.ts";
import { checkAccess } from "./access.ts";
import type { GraphqlContext } from "./context.ts";
import { queryCost } from "./cost.ts";
import { typeNameOf } from "./node-lookup.ts";
import { resolvers } from "./resolvers/index.ts";
import { loadAdminSchema } from "./schema.ts";
import { returnPoints, takePoints, throttleStatus } from "./throttle.ts";

const MAX_QUERY_COST = 1000;
const KEPT_DOCUMENTS = 500;

export type GraphqlRequest = { query: string; variables?: Record<string, unknown>; operationName?: string };
export type GraphqlAnswer = {
  data?: unknown;
  errors?: readonly unknown[];
  extensions?: Record<string, unknown>;
};

type Checked = { document: DocumentNode; errors: readonly unknown[] };
const checkedDocuments = new Map<string, Checked>();

/** graphql-js's words for an unknown field, in Shopify's. */
function asShopifySays(error: GraphQLError): object {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? [];
  if (field === undefined) return error.toJSON();
  return {
    ...error.toJSON(),
    message: `Field '${field}' doesn't exist on type '${type}'`,
    extensions: { code: "undefinedField", typeName: type, fieldName: field },
  };
}

function check(query: string): Checked {
  const known = checkedDocuments.get(query);
  if (known !== undefined) return known;
  let checked: Checked;
  try {
    const document = parse(query);
    checked = { document, errors: validate(loadAdminSchema().schema, document).map(asShopifySays) };
  } catch (error) {
    checked = {
      document: { kind: "Document", definitions: [] } as unknown as DocumentNode,
      errors: [(error as GraphQLError).toJSON()],
    };
  }
  if (checkedDocuments.size >= KEPT_DOCUMENTS) checkedDocuments.clear();
  checkedDocuments.set(query, checked);
  return checked;
}

/** Fields that mean the same on every type: gids, legacy ids, stamps. The rest must be named in `resolvers`, or be a property. */
const fieldResolver: GraphQLFieldResolver<unknown, GraphqlContext> = (source, args, context, info) => {
  checkAccess(info, context);
  const { name: typeName } = info.parentType;
  const resolver = resolvers[typeName]?.[info.fieldName];
  const own = source as Record<string, unknown> | undefined;
  const value = resolver === undefined ? own?.[info.fieldName] : resolver(source, args, context);
  if (resolver === undefined && (own === undefined || !(info.fieldName in own))) {
    if (info.fieldName === "legacyResourceId" && typeof own?.["id"] === "number") return String(own["id"]);
    throw new GraphQLError(`dev store: ${typeName}.${info.fieldName} is not implemented`);
  }
  if (typeof value === "number") {
    const returned = getNamedType(info.returnType).name;
    if (returned === "ID") return gid(typeName, value);
    if (returned === "DateTime") return graphqlTimestamp(value);
  }
  return value;
};

function costExtension(
  context: GraphqlContext,
  requested: number,
  actual: number | null,
): Record<string, unknown> {
  return {
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: throttleStatus(context.shop),
    },
  };
}

function throttledAnswer(context: GraphqlContext, requested: number): GraphqlAnswer {
  return {
    errors: [
      {
        message: "Throttled",
        extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
      },
    ],
    extensions: costExtension(context, requested, null),
  };
}

/** Without price or throttle, for bulk operations. */
export async function executeUnpriced(
  request: GraphqlRequest,
  context: GraphqlContext,
): Promise<GraphqlAnswer> {
  const { document, errors } = check(request.query);
  if (errors.length > 0) return { errors };
  return await execute({
    schema: loadAdminSchema().schema,
    document,
    contextValue: context,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
    fieldResolver,
    typeResolver: typeNameOf,
  });
}

/** The names of a request's operation and of what it is; used to aim faults and to log. */
export function describeOperation(request: GraphqlRequest): { name: string; kind: string } {
  const operation = getOperationAST(check(request.query).document, request.operationName);
  return { name: operation?.name?.value ?? "", kind: operation?.operation ?? "unknown" };
}

/** Always an answer for HTTP 200, except that its cost may say THROTTLED or MAX_COST_EXCEEDED. */
export async function executeRequest(
  request: GraphqlRequest,
  context: GraphqlContext,
  forceThrottle: boolean,
): Promise<GraphqlAnswer> {
  const { document, errors } = check(request.query);
  if (errors.length > 0) return { errors };
  const operation = getOperationAST(document, request.operationName);
  if (operation == null) return { errors: [{ message: "An operation name is required" }] };
  const { schema } = loadAdminSchema();
  const variables = request.variables ?? {};
  const requested = queryCost(schema, document, operation, variables);
  if (requested > MAX_QUERY_COST) {
    return {
      errors: [
        {
          message: `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.`,
          extensions: {
            code: "MAX_COST_EXCEEDED",
            cost: requested,
            maxCost: MAX_QUERY_COST,
            documentation: "https://shopify.dev/api/usage/rate-limits",
          },
        },
      ],
    };
  }
  if (forceThrottle || !takePoints(context.shop, requested)) return throttledAnswer(context, requested);
  const answer = await executeUnpriced(request, context);
  const actual =
    operation.operation === OperationTypeNode.MUTATION
      ? requested
      : Math.min(
          requested,
          queryCost(
            schema,
            document,
            operation,
            variables,
            (answer.data as Record<string, unknown> | null) ?? null,
          ),
        );
  returnPoints(context.shop, requested - actual);
  return { ...answer, extensions: costExtension(context, requested, actual) };
}
