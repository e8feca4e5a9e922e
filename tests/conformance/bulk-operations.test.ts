import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDevStore, targetOfShop, targets, type Target } from "./target.ts";

const RUN =
  "mutation($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation { id status } userErrors { field message code } } }";
const READ =
  "query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount url partialDataUrl fileSize type } }";

type Line = { id?: string; __parentId?: string };

async function ended(
  target: Target,
  id: string,
): Promise<{
  status: string;
  url: string | null;
  objectCount: string;
  rootObjectCount: string;
  errorCode: string | null;
}> {
  for (;;) {
    const { body } = await target.graphql(READ, { id });
    if (!["CREATED", "RUNNING", "CANCELING"].includes(body.data.bulkOperation.status))
      return body.data.bulkOperation;
    await delay(20);
  }
}

function linesOf(text: string): Line[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

describe.each(targets)("bulk operations of $name", ({ open }) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it("write one line per object, children after their parent and naming it", async () => {
    const q = "{ orders { edges { node { id name lineItems { edges { node { id currentQuantity } } } } } } }";
    const { body } = await target.graphql(RUN, { q });
    expect(body.data.bulkOperationRunQuery.userErrors).toEqual([]);
    expect(body.data.bulkOperationRunQuery.bulkOperation.status).toBe("CREATED");
    const operation = await ended(target, body.data.bulkOperationRunQuery.bulkOperation.id);
    expect(operation.status).toBe("COMPLETED");
    const lines = linesOf(await target.download(operation.url ?? ""));
    expect(lines).toHaveLength(Number(operation.objectCount));
    const parents = lines.filter((line) => line.__parentId === undefined);
    expect(parents).toHaveLength(Number(operation.rootObjectCount));
    const known = new Set<string>();
    for (const line of lines) {
      if (line.__parentId === undefined) known.add(line.id ?? "");
      else expect(known.has(line.__parentId)).toBe(true);
    }
    expect(lines.length).toBeGreaterThan(parents.length);
  });

  it("have no file when nothing was found", async () => {
    const { body } = await target.graphql(RUN, {
      q: '{ orders(query: "name:no-such-order") { edges { node { id } } } }',
    });
    const operation = await ended(target, body.data.bulkOperationRunQuery.bulkOperation.id);
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
  });

  it.each([
    ["has no connection", "{ shop { id } }"],
    ["asks for a field that is not there", "{ orders { edges { node { id colour } } } }"],
    ["is no GraphQL", "{ orders {"],
  ])("are refused when the query %s", async (_why, q) => {
    const { body } = await target.graphql(RUN, { q });
    expect(body.data.bulkOperationRunQuery.bulkOperation).toBeNull();
    expect(body.data.bulkOperationRunQuery.userErrors).toHaveLength(1);
  });

  it("run a mutation for every line of an uploaded file", async () => {
    const { body: orders } = await target.graphql("{ orders(first: 3) { nodes { id } } }");
    const ids = orders.data.orders.nodes.map((order: { id: string }) => order.id);
    const { body: staged } = await target.graphql(
      "mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url parameters { name value } } userErrors { message } } }",
      {
        input: [
          {
            filename: "tags.jsonl",
            mimeType: "text/jsonl",
            resource: "BULK_MUTATION_VARIABLES",
            httpMethod: "POST",
          },
        ],
      },
    );
    const [upload] = staged.data.stagedUploadsCreate.stagedTargets;
    const form = new FormData();
    for (const { name, value } of upload.parameters as { name: string; value: string }[])
      form.append(name, value);
    const lines = ids.map((id: string) => JSON.stringify({ id, tags: ["bulk-tag"] }));
    form.append("file", new Blob([`${lines.join("\n")}\n`]), "tags.jsonl");
    expect((await fetch(upload.url, { method: "POST", body: form })).status).toBe(201);
    const path = upload.parameters.find((parameter: { name: string }) => parameter.name === "key").value;
    const run =
      "mutation($m: String!, $p: String!) { bulkOperationRunMutation(mutation: $m, stagedUploadPath: $p) { bulkOperation { id } userErrors { message code } } }";
    const m =
      "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }";
    const { body } = await target.graphql(run, { m, p: path });
    expect(body.data.bulkOperationRunMutation.userErrors).toEqual([]);
    const operation = await ended(target, body.data.bulkOperationRunMutation.bulkOperation.id);
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "3" });
    const { body: tagged } = await target.graphql(
      "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { tags } } }",
      { ids },
    );
    for (const order of tagged.data.nodes) expect(order.tags).toContain("bulk-tag");
    await Promise.all(
      ids.map((id: string) => target.graphql(m.replace("tagsAdd", "tagsRemove"), { id, tags: ["bulk-tag"] })),
    );
  });

  it("refuse a file that was never uploaded", async () => {
    const { body } = await target.graphql(
      'mutation($m: String!) { bulkOperationRunMutation(mutation: $m, stagedUploadPath: "tmp/nothing") { userErrors { code } } }',
      { m: 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }' },
    );
    expect(body.data.bulkOperationRunMutation.userErrors).toEqual([{ code: "NO_SUCH_FILE" }]);
  });
});

describe("bulk operations that do not end well", () => {
  it("fail, expire and are cancelled when asked to, and no more than five run at once", async () => {
    const devStore = await openDevStore();
    const shop = devStore.shops.create({ name: "bulk" });
    const target = await targetOfShop(devStore, shop);
    const start = async (): Promise<{
      bulkOperation: { id: string } | null;
      userErrors: { code: string }[];
    }> =>
      (await target.graphql(RUN, { q: "{ orders { edges { node { id } } } }" })).body.data
        .bulkOperationRunQuery;
    const plan = async (changes: object): Promise<void> => {
      await fetch(`${devStore.url}/__dev/shops/bulk/bulk`, { method: "PUT", body: JSON.stringify(changes) });
    };
    try {
      await plan({ outcome: "fail" });
      expect(await ended(target, (await start()).bulkOperation?.id ?? "")).toMatchObject({
        status: "FAILED",
        errorCode: "INTERNAL_SERVER_ERROR",
      });
      await plan({ outcome: "expire" });
      expect((await ended(target, (await start()).bulkOperation?.id ?? "")).status).toBe("EXPIRED");
      await plan({ outcome: "complete", delayMs: 2000 });
      const running = await Promise.all(Array.from({ length: 5 }, start));
      expect((await start()).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
      const id = running[0]?.bulkOperation?.id ?? "";
      const { body } = await target.graphql(
        "mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }",
        { id },
      );
      expect(body.data.bulkOperationCancel).toEqual({
        bulkOperation: { status: "CANCELING" },
        userErrors: [],
      });
      expect((await ended(target, id)).status).toBe("CANCELED");
    } finally {
      await devStore.stop();
    }
  });
});
