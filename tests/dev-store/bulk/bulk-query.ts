/** Checking a bulk query, giving its connections room for everything, and flattening what comes out. */
import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
} from "graphql";
import { WHOLE_CONNECTION } from "../graphql/connection.ts";
import { loadAdminSchema } from "../graphql/schema.ts";

const MAX_CONNECTIONS = 5;
/** Below the one that the query begins with. */
const MAX_DEPTH = 2;

export type PreparedBulkQuery = { query: string } | { problem: string };

function isConnection(typeInfo: TypeInfo): boolean {
  const type = typeInfo.getType();
  return type != null && getNamedType(type).name.endsWith("Connection");
}

/** A list that is not the `nodes` or `edges` of a connection. */
function isInnerList(typeInfo: TypeInfo): boolean {
  const type = typeInfo.getType();
  const parent = typeInfo.getParentType();
  return type != null && isListType(getNullableType(type)) && parent?.name.endsWith("Connection") !== true;
}

function withRoom(field: FieldNode): FieldNode {
  const given = (field.arguments ?? []).filter(
    ({ name }) => !["first", "last", "after", "before"].includes(name.value),
  );
  const first = {
    kind: Kind.ARGUMENT as const,
    name: { kind: Kind.NAME as const, value: "first" },
    value: { kind: Kind.INT as const, value: String(WHOLE_CONNECTION) },
  };
  return { ...field, arguments: [...given, first] };
}

/** The query to run, or why Shopify would not. */
export function prepareBulkQuery(text: string): PreparedBulkQuery {
  const { schema } = loadAdminSchema();
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { problem: `Invalid bulk query: ${(error as Error).message}` };
  }
  const [firstError] = validate(schema, document);
  if (firstError !== undefined) return { problem: `Invalid bulk query: ${firstError.message}` };
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.QUERY) return { problem: "Bulk queries must be queries." };
  if (operation.selectionSet.selections.length !== 1)
    return { problem: "Bulk queries must select exactly one top-level field." };

  const typeInfo = new TypeInfo(schema);
  let connections = 0;
  let depth = 0;
  let deepest = 0;
  let missingId = false;
  let lists = 0;
  let inList = false;
  const prepared = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(field) {
          if (isInnerList(typeInfo)) lists += 1;
          if (!isConnection(typeInfo)) {
            const selections = field.selectionSet?.selections ?? [];
            const named = (name: string): boolean =>
              selections.some((part) => part.kind === Kind.FIELD && part.name.value === name);
            const isNode = field.name.value === "node" || field.name.value === "nodes";
            const nests = selections.some(
              (part) =>
                part.kind === Kind.FIELD &&
                (part.selectionSet?.selections ?? []).some(
                  (inner) => inner.kind === Kind.FIELD && ["edges", "nodes"].includes(inner.name.value),
                ),
            );
            if (isNode && nests && !named("id")) missingId = true;
            return undefined;
          }
          connections += 1;
          if (lists > 0) inList = true;
          depth += 1;
          deepest = Math.max(deepest, depth);
          return withRoom(field);
        },
        leave() {
          if (isConnection(typeInfo)) depth -= 1;
          if (isInnerList(typeInfo)) lists -= 1;
        },
      },
    }),
  );
  if (connections === 0) return { problem: "Bulk queries must contain at least one connection." };
  if (connections > MAX_CONNECTIONS)
    return { problem: `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.` };
  if (inList)
    return {
      problem: "Queries that contain a connection field within a list field are not currently supported.",
    };
  if (deepest - 1 > MAX_DEPTH)
    return {
      problem: `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`,
    };
  if (missingId)
    return {
      problem:
        "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type.",
    };
  return { query: print(prepared) };
}

type Json = Record<string, unknown>;

function nodesOf(value: unknown): Json[] | null {
  if (typeof value !== "object" || value === null) return null;
  const page = value as { edges?: { node: Json }[]; nodes?: Json[] };
  if (Array.isArray(page.edges)) return page.edges.map((edge) => edge.node);
  return Array.isArray(page.nodes) ? page.nodes : null;
}

/** One line per object; a child stands after its parent and names it in `__parentId`. */
export function* flatten(
  nodes: readonly Json[],
  parentId: string | null,
): Generator<{ line: Json; isRoot: boolean }> {
  for (const node of nodes) {
    const line: Json = {};
    const children: Json[][] = [];
    for (const [key, value] of Object.entries(node)) {
      const inner = nodesOf(value);
      if (inner === null) line[key] = value;
      else children.push(inner);
    }
    if (parentId !== null) line["__parentId"] = parentId;
    yield { line, isRoot: parentId === null };
    for (const inner of children) yield* flatten(inner, String(node["id"]));
  }
}

export function rootNodes(data: unknown): Json[] {
  const [root] = Object.values((data ?? {}) as Json);
  return nodesOf(root) ?? [];
}
