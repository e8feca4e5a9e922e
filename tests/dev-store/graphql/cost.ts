/**
 * What a query costs. Scalars 0, objects 1, mutations 10, as Shopify documents. The cost of connections is not
 * published; it grows far slower than `first`. Fitted to a published measurement: product, 250 variants, their
 * inventory items = 25 points, hence 2 + max(1, ⌊2 ln n⌋) × the cost of one node; plain lists are priced alike.
 */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

const MUTATION_COST = 10;
const CONNECTION_COST = 2;
const OBJECT_COST = 1;

type Scope = {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

function sizeCost(items: number): number {
  return items <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(items)));
}

function argument(field: FieldNode, name: string, variables: Record<string, unknown>): number | null {
  const value = field.arguments?.find((candidate) => candidate.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.VARIABLE) {
    const given = variables[value.name.value];
    return typeof given === "number" ? given : null;
  }
  return null;
}

/** How many ids `nodes(ids:)` was given. */
function idCount(field: FieldNode, variables: Record<string, unknown>): number | null {
  const value = field.arguments?.find((candidate) => candidate.name.value === "ids")?.value;
  if (value?.kind === Kind.LIST) return value.values.length;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return Array.isArray(given) ? given.length : null;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** `data`: the answer, to count what was really there; undefined before there is one. */
function fieldCost(scope: Scope, parent: GraphQLNamedType, field: FieldNode, data: unknown): number {
  if (!("getFields" in parent)) return 0;
  const definition = (parent.getFields() as Record<string, { type: GraphQLOutputType }>)[field.name.value];
  if (definition === undefined || field.selectionSet === undefined) return 0;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type)) return 0;
  if (data === null) return OBJECT_COST;
  if (type.name.endsWith("Connection")) return connectionCost(scope, type, field, field.selectionSet, data);
  if (type.name === "PageInfo") return 0;
  if (isList(definition.type)) {
    const each = Array.isArray(data) ? data : undefined;
    const items =
      each?.length ?? argument(field, "first", scope.variables) ?? idCount(field, scope.variables) ?? 1;
    const dearest =
      each === undefined
        ? selectionCost(scope, type, field.selectionSet, undefined)
        : dearestOf(scope, type, field.selectionSet, each);
    return sizeCost(items) * (OBJECT_COST + dearest);
  }
  return OBJECT_COST + selectionCost(scope, type, field.selectionSet, data);
}

function dearestOf(
  scope: Scope,
  type: GraphQLNamedType,
  selection: SelectionSetNode,
  items: unknown[],
): number {
  return items.reduce<number>((most, item) => Math.max(most, selectionCost(scope, type, selection, item)), 0);
}

function connectionCost(
  scope: Scope,
  type: GraphQLNamedType,
  field: FieldNode,
  selection: SelectionSetNode,
  data: unknown,
): number {
  const page = data as { nodes?: unknown[]; edges?: unknown[] } | undefined;
  const found = page?.nodes ?? page?.edges;
  const asked = argument(field, "first", scope.variables) ?? argument(field, "last", scope.variables) ?? 1;
  const items = data === undefined ? asked : (found?.length ?? 0);
  let node = 0;
  for (const part of fieldsOf(scope, type, selection)) {
    const name = part.name.value;
    if ((name !== "nodes" && name !== "edges") || part.selectionSet === undefined) continue;
    if (!isObjectType(type)) continue;
    const inner = getNamedType(type.getFields()[name]?.type ?? type);
    if (name === "nodes") {
      node +=
        OBJECT_COST +
        (found === undefined
          ? selectionCost(scope, inner, part.selectionSet, undefined)
          : dearestOf(scope, inner, part.selectionSet, found));
    } else {
      node +=
        found === undefined
          ? selectionCost(scope, inner, part.selectionSet, undefined)
          : dearestOf(scope, inner, part.selectionSet, found);
    }
  }
  return CONNECTION_COST + sizeCost(items) * node;
}

function fieldsOf(scope: Scope, type: GraphQLNamedType, selection: SelectionSetNode): FieldNode[] {
  return selection.selections.flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    if (part.kind === Kind.INLINE_FRAGMENT) return fieldsOf(scope, type, part.selectionSet);
    const fragment = scope.fragments.get(part.name.value);
    return fragment === undefined ? [] : fieldsOf(scope, type, fragment.selectionSet);
  });
}

/** Of several type conditions on an interface or union only one can be met: the dearest counts. */
function selectionCost(
  scope: Scope,
  type: GraphQLNamedType,
  selection: SelectionSetNode,
  data: unknown,
): number {
  let cost = 0;
  const alternatives: number[] = [];
  for (const part of selection.selections) {
    if (part.kind === Kind.FIELD) {
      const key = part.alias?.value ?? part.name.value;
      const value =
        data === undefined ? undefined : ((data as Record<string, unknown> | null)?.[key] ?? null);
      cost += fieldCost(scope, type, part, value);
      continue;
    }
    const fragment = part.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(part.name.value) : part;
    if (fragment === undefined) continue;
    const condition = fragment.typeCondition?.name.value;
    const target = condition === undefined ? type : (scope.schema.getType(condition) ?? type);
    const inner = selectionCost(scope, target, fragment.selectionSet, data);
    if (isAbstractType(type) && target !== type) alternatives.push(inner);
    else cost += inner;
  }
  return cost + Math.max(0, ...alternatives);
}

/** Points asked for, or with `data` points really used. */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data?: Record<string, unknown> | null,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const scope: Scope = { schema, fragments, variables };
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  if (operation.operation === OperationTypeNode.MUTATION)
    return MUTATION_COST * fieldsOf(scope, root, operation.selectionSet).length;
  return selectionCost(scope, root, operation.selectionSet, data === null ? {} : data);
}
