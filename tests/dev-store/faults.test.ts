import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDevStore, postJson, targetOfShop, type Target } from "../conformance/target.ts";
import type { DevStore } from "./dev-store.ts";
import { FaultPlan } from "./faults.ts";
import { createOrder } from "./state/orders/create-order.ts";
import type { Order, Shop } from "./state/types.ts";

describe("the fault plan", () => {
  it("spoils the n-th call and as many more as were asked for, of that kind, shop and name", () => {
    const faults = new FaultPlan();
    faults.add({ kind: "graphql", action: "500", nth: 2, times: 2, shop: "a", name: "Read" });
    const call = (shop: string, name: string): string | null => faults.take("graphql", { shop, name });
    expect(call("b", "Read")).toBeNull();
    expect(call("a", "Write")).toBeNull();
    expect([1, 2, 3, 4].map(() => call("a", "Read"))).toEqual([null, "500", "500", null]);
    expect(faults.list()[0]).toMatchObject({ seen: 4, fired: 2 });
  });

  it("refuses kinds and actions there are none of, and counts from one", () => {
    const faults = new FaultPlan();
    expect(() => faults.add({ kind: "graphql", action: "explode", nth: 1 })).toThrow(/can be 429/);
    expect(() => faults.add({ kind: "weather" as never, action: "500", nth: 1 })).toThrow(/no fault kind/);
    expect(() => faults.add({ kind: "graphql", action: "500", nth: 0 })).toThrow(/counts from 1/);
  });

  it("forgets the faults of one shop, or all", () => {
    const faults = new FaultPlan();
    faults.add({ kind: "oauth", action: "500", nth: 1, shop: "a" });
    faults.add({ kind: "oauth", action: "500", nth: 1, shop: "b" });
    faults.clear("a");
    expect(faults.list().map((fault) => fault.shop)).toEqual(["b"]);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});

describe("faults over HTTP", () => {
  let devStore: DevStore;
  let shop: Shop;
  let order: Order;
  let target: Target;
  beforeAll(async () => {
    devStore = await openDevStore();
    shop = devStore.shops.create({ name: "faulty" });
    order = createOrder(devStore.world, shop, { lines: [{ title: "Soap", quantity: 1 }] });
    target = await targetOfShop(devStore, shop);
  });
  afterAll(() => devStore.stop());
  beforeEach(() => devStore.faults.clear());

  const setFault = (fault: object): Promise<{ status: number }> =>
    postJson(`${devStore.url}/__dev/faults`, fault);
  const addTag = (tag: string): Promise<{ status: number; body: object }> =>
    target.graphql(
      "mutation Tag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }",
      {
        id: `gid://shopify/Order/${order.id}`,
        tags: [tag],
      },
    );

  it.each([
    ["429", 429],
    ["500", 500],
    ["502", 502],
  ])("%s is that status, once, and nothing was done", async (action, status) => {
    expect((await setFault({ kind: "graphql", action, nth: 1, name: "Tag" })).status).toBe(201);
    const reply = await request(`${devStore.url}/_shops/${shop.domain}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": target.token },
      body: JSON.stringify({
        query:
          'mutation Tag { tagsAdd(id: "gid://shopify/Order/1", tags: ["x"]) { userErrors { message } } }',
      }),
    });
    await reply.body.dump();
    expect(reply.statusCode).toBe(status);
    expect(reply.headers["retry-after"]).toBe(status === 429 ? "1.0" : undefined);
    expect((await addTag(`after-${action}`)).status).toBe(200);
    expect(order.tags).toContain(`after-${action}`);
  });

  it("throttled is status 200 and takes no points", async () => {
    await setFault({ kind: "graphql", action: "throttled", nth: 1, name: "Tag" });
    const { body } = await addTag("throttled");
    expect(body).toMatchObject({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] });
    expect(order.tags).not.toContain("throttled");
  });

  it("hangup ends the line before the work, hangup-after after it", async () => {
    await setFault({ kind: "graphql", action: "hangup", nth: 1, name: "Tag" });
    await expect(addTag("before")).rejects.toThrow();
    expect(order.tags).not.toContain("before");
    await setFault({ kind: "graphql", action: "hangup-after", nth: 1, name: "Tag" });
    await expect(addTag("after")).rejects.toThrow();
    expect(order.tags).toContain("after");
  });

  it("timeout never answers", async () => {
    await setFault({ kind: "graphql", action: "timeout", nth: 1, name: "Tag" });
    const winner = await Promise.race([
      addTag("late").then(
        () => "answer",
        () => "error",
      ),
      delay(300, "silence"),
    ]);
    expect(winner).toBe("silence");
  });

  it("the token endpoint can fail as well", async () => {
    await setFault({ kind: "oauth", action: "invalid_grant", nth: 1, shop: shop.domain });
    const answer = await postJson(`${devStore.url}/_shops/${shop.domain}/admin/oauth/access_token`, {});
    expect(answer).toEqual({ status: 400, body: { error: "invalid_grant" } });
  });

  it("unknown faults are refused with the list of those there are", async () => {
    const answer = await postJson(`${devStore.url}/__dev/faults`, {
      kind: "graphql",
      action: "nope",
      nth: 1,
    });
    expect(answer.status).toBe(422);
  });
});

describe("the request log", () => {
  it("tells what was asked and how it ended, and nothing secret", async () => {
    const devStore = await openDevStore();
    try {
      const shop = devStore.shops.create({ name: "logged" });
      const target = await targetOfShop(devStore, shop);
      await target.graphql("query Look { shop { id } }", { secret: "variable" });
      await target.graphql("{ shop { nothing } }");
      await target.graphql("{ shop { id } }", {}, "shpat_wrong");
      await (
        await request(`${devStore.url}/_shops/${shop.domain}/admin/api/2026-10/orders.json`)
      ).body.dump();
      const reply = await request(`${devStore.url}/__dev/requests?shop=${shop.domain}`);
      const log = (await reply.body.json()) as {
        kind: string;
        name: string;
        status: number;
        problems: string[];
        cost: number;
      }[];
      expect(log.map(({ kind, name, status, problems }) => [kind, name, status, problems])).toEqual([
        ["oauth", "access_token", 200, []],
        ["graphql", "Look", 200, []],
        ["graphql", "", 200, ["undefinedField"]],
        ["graphql", "", 401, ["UNAUTHORIZED"]],
        ["unexpected", "GET /admin/api/2026-10/orders.json", 404, []],
      ]);
      const text = JSON.stringify(log);
      for (const secret of [target.token, "shpat_wrong", "variable", "eyJ"])
        expect(text).not.toContain(secret);
    } finally {
      await devStore.stop();
    }
  });
});
