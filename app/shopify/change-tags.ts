import { toGid } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import type { TagResult, TagTarget, TargetTags } from "./gateway.ts";
import { TypedDocumentString } from "./generated/graphql.ts";
import type { AddTagMutation, RemoveTagMutation } from "./generated/graphql.ts";

/** Points of one mutation. */
const COST_OF_TAG = 10;
const MAX_TARGETS = 50;

type Mutation = "tagsAdd" | "tagsRemove";
type Answers = Record<string, AddTagMutation["tagsAdd"] | RemoveTagMutation["tagsRemove"]>;
type Variables = Record<string, string | readonly string[]>;

/** Adds one tag to each target. One result per target, in order. */
export function addTag(client: AdminClient, tag: string, targets: TagTarget[]): Promise<TagResult[]> {
  return addTags(
    client,
    targets.map((target) => ({ ...target, tags: [tag] })),
  );
}

/** Adds to each target its own tags. One result per target, in order. */
export function addTags(client: AdminClient, targets: readonly TargetTags[]): Promise<TagResult[]> {
  return changeTags(client, "tagsAdd", targets);
}

/** Takes from each target its own tags; those that it does not have are no error. One result per target, in order. */
export function removeTags(client: AdminClient, targets: readonly TargetTags[]): Promise<TagResult[]> {
  return changeTags(client, "tagsRemove", targets);
}

/**
 * Several targets to a round trip: aliases save round trips, not points, so a request is as large as the bucket holds at
 * once.
 */
async function changeTags(
  client: AdminClient,
  mutation: Mutation,
  targets: readonly TargetTags[],
): Promise<TagResult[]> {
  const results: TagResult[] = [];
  while (results.length < targets.length) {
    const atOnce = Math.max(1, Math.min(MAX_TARGETS, Math.floor(client.capacity() / 2 / COST_OF_TAG)));
    const some = targets.slice(results.length, results.length + atOnce);
    results.push(...(await changeTagsAtOnce(client, mutation, some)));
  }
  return results;
}

async function changeTagsAtOnce(
  client: AdminClient,
  mutation: Mutation,
  targets: readonly TargetTags[],
): Promise<TagResult[]> {
  const refused = new Map<string, string>();
  const variables: Variables = {};
  for (const [index, { kind, id, tags }] of targets.entries()) {
    variables[`id${index}`] = toGid(kind, id);
    variables[`tags${index}`] = tags;
  }
  const answers = await client.run(documentFor(mutation, targets.length), variables, {
    cost: COST_OF_TAG * targets.length,
    size: targets.length,
    onPartError: (alias, message) => refused.set(alias, message),
  });
  return targets.map((_, index): TagResult => {
    const alias = `t${index}`;
    const said = refused.get(alias) ?? answers[alias]?.userErrors.map((error) => error.message).join("; ");
    return said ? { ok: false, refused: said } : { ok: true };
  });
}

const documents = new Map<string, TypedDocumentString<Answers, Variables>>();

/** The mutation of tags.graphql under one alias for each target. */
function documentFor(mutation: Mutation, targets: number): TypedDocumentString<Answers, Variables> {
  const key = `${mutation} ${targets}`;
  const known = documents.get(key);
  if (known !== undefined) return known;
  const indexes = Array.from({ length: targets }, (_, index) => index);
  const parameters = indexes.map((index) => `$id${index}: ID!, $tags${index}: [String!]!`).join(", ");
  const calls = indexes.map(
    (index) =>
      `t${index}: ${mutation}(id: $id${index}, tags: $tags${index}) { userErrors { field message } }`,
  );
  const name = mutation === "tagsAdd" ? "AddTags" : "RemoveTags";
  const document = new TypedDocumentString<Answers, Variables>(
    `mutation ${name}(${parameters}) { ${calls.join(" ")} }`,
  );
  documents.set(key, document);
  return document;
}
