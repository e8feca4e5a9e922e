import { Kind, parse, print, visit } from "graphql";
import type { SelectionNode } from "graphql";
import type { TypedDocumentString } from "./generated/graphql.ts";

/**
 * A document of ours as bulk operations take it: one query text without variables, its variables put in as strings, and
 * without fragments, whose fields stand where they were spread: Shopify looks for a node's `id` beside its connections.
 * An argument whose variable is null is left out. The fragments are taken to be on the very type they are spread in.
 */
export function bulkQueryText<Variables extends Record<string, string | null>>(
  document: TypedDocumentString<unknown, Variables>,
  variables: Variables,
): string {
  const parsed = parse(document.toString());
  const fragments = new Map<string, readonly SelectionNode[]>();
  for (const definition of parsed.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    fragments.set(definition.name.value, definition.selectionSet.selections);
  }
  const spliced = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) return [selection];
      const fields = fragments.get(selection.name.value);
      if (fields === undefined) throw new Error(`the document has no fragment ${selection.name.value}`);
      return spliced(fields);
    });
  const plain = visit(parsed, {
    FragmentDefinition: () => null,
    OperationDefinition: (node) => ({ ...node, variableDefinitions: [] }),
    SelectionSet: (node) => ({ ...node, selections: spliced(node.selections) }),
    Argument: {
      leave: (node) =>
        node.value.kind === Kind.VARIABLE && variables[node.value.name.value] === null ? null : undefined,
    },
    Variable(node) {
      const value = variables[node.name.value];
      if (value === undefined) throw new Error(`the variable ${node.name.value} was not given`);
      return value === null ? undefined : { kind: Kind.STRING as const, value };
    },
  });
  return print(plain);
}
