import { toGid } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import type { TagResult, TagTarget } from "./gateway.ts";
import { TypedDocumentString } from "./generated/graphql.ts";
import type { AddTagMutation } from "./generated/graphql.ts";

/** Points of one mutation. */
const COST_OF_TAG = 10;
const MAX_TARGETS = 50;

type Answers = Record<string, AddTagMutation["tagsAdd"]>;
type Variables = Record<string, string | string[]>;

/**
 * Adds one tag to each target, several to a round trip: aliases save round trips, not points, so a request is as large
 * as the bucket holds at once. One result per target, in order.
 */
export async function addTag(client: AdminClient, tag: string, targets: TagTarget[]): Promise<TagResult[]> {
  const results: TagResult[] = [];
  while (results.length < targets.length) {
    const atOnce = Math.max(1, Math.min(MAX_TARGETS, Math.floor(client.capacity() / 2 / COST_OF_TAG)));
    results.push(
      ...(await addTagAtOnce(client, tag, targets.slice(results.length, results.length + atOnce))),
    );
  }
  return results;
}

async function addTagAtOnce(client: AdminClient, tag: string, targets: TagTarget[]): Promise<TagResult[]> {
  const refused = new Map<string, string>();
  const variables: Variables = { tags: [tag] };
  for (const [index, { kind, id }] of targets.entries()) variables[`id${index}`] = toGid(kind, id);
  const answers = await client.run(documentFor(targets.length), variables, {
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

const documents = new Map<number, TypedDocumentString<Answers, Variables>>();

/** The mutation of tags.graphql under one alias for each target. */
function documentFor(targets: number): TypedDocumentString<Answers, Variables> {
  const known = documents.get(targets);
  if (known !== undefined) return known;
  const indexes = Array.from({ length: targets }, (_, index) => index);
  const ids = indexes.map((index) => `$id${index}: ID!`).join(", ");
  const calls = indexes.map(
    (index) => `t${index}: tagsAdd(id: $id${index}, tags: $tags) { userErrors { field message } }`,
  );
  const document = new TypedDocumentString<Answers, Variables>(
    `mutation AddTags($tags: [String!]!, ${ids}) { ${calls.join(" ")} }`,
  );
  documents.set(targets, document);
  return document;
}
