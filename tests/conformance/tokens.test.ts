import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { DevStore } from "../dev-store/dev-store.ts";
import { issueSessionToken } from "../dev-store/session-token.ts";
import type { Shop } from "../dev-store/state/types.ts";
import {
  API_KEY,
  API_SECRET,
  exchangeBody,
  openDevStore,
  postJson,
  targetOfShop,
  tokenUrl,
} from "./target.ts";

let devStore: DevStore;
let shop: Shop;
let shops = 0;

beforeAll(async () => {
  devStore = await openDevStore();
});
afterAll(() => devStore.stop());
beforeEach(() => {
  shops += 1;
  shop = devStore.shops.create({ name: `tokens-${shops}` });
});

async function exchange(idToken?: string): Promise<{ status: number; body: Record<string, unknown> }> {
  return await postJson(
    tokenUrl(devStore, shop),
    exchangeBody(idToken ?? (await devStore.sessionToken(shop.domain))),
  );
}

async function refresh(refreshToken: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  return await postJson(tokenUrl(devStore, shop), {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: "refresh_token",
    refresh_token: refreshToken,
  });
}

async function statusWith(token: unknown): Promise<number> {
  const target = await targetOfShop(devStore, shop);
  return (await target.graphql("{ shop { id } }", {}, String(token))).status;
}

describe("token exchange", () => {
  it("gives a pair: an access token for an hour, a refresh token for ninety days, with the granted scopes", async () => {
    const { status, body } = await exchange();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
      scope: shop.grantedScopes.join(","),
    });
    expect(body["access_token"]).toMatch(/^shpat_/);
    expect(body["refresh_token"]).toMatch(/^shprt_/);
    expect(await statusWith(body["access_token"])).toBe(200);
  });

  it.each([
    ["has expired", async () => await issueSessionToken(shop, API_KEY, API_SECRET, 1, Date.now() - 120_000)],
    [
      "is of tomorrow",
      async () => await issueSessionToken(shop, API_KEY, API_SECRET, 1, Date.now() + 86_400_000),
    ],
    ["is signed with another secret", async () => await issueSessionToken(shop, API_KEY, "another", 1)],
    ["is for another app", async () => await issueSessionToken(shop, "another", API_SECRET, 1)],
    [
      "is of another shop",
      async () =>
        await issueSessionToken(devStore.shops.create({ name: `other-${shops}` }), API_KEY, API_SECRET, 1),
    ],
    ["has no signature", async () => (await devStore.sessionToken(shop.domain)).replace(/\.[^.]*$/, ".")],
    ["is no token", async () => await Promise.resolve("nonsense")],
  ])("answers 400 invalid_subject_token when the session token %s", async (_why, make) => {
    const { status, body } = await exchange(await make());
    expect(status).toBe(400);
    expect(body["error"]).toBe("invalid_subject_token");
  });

  it("refuses a client secret that is not the app's", async () => {
    const body = { ...exchangeBody(await devStore.sessionToken(shop.domain)), client_secret: "guess" };
    expect((await postJson(tokenUrl(devStore, shop), body)).status).toBe(400);
  });

  it("names the user in the answer for an online token", async () => {
    const body = {
      ...exchangeBody(await devStore.sessionToken(shop.domain, 77)),
      requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    };
    const answer = await postJson(tokenUrl(devStore, shop), body);
    expect(answer.body["associated_user"]).toMatchObject({ id: 77, account_owner: true });
  });

  it("twice at once gives two pairs that both work", async () => {
    const [first, second] = await Promise.all([exchange(), exchange()]);
    expect(first.body["access_token"]).not.toBe(second.body["access_token"]);
    expect(await statusWith(first.body["access_token"])).toBe(200);
    expect(await statusWith(second.body["access_token"])).toBe(200);
  });
});

describe("refresh", () => {
  it("gives a new pair", async () => {
    const first = await exchange();
    const second = await refresh(first.body["refresh_token"]);
    expect(second.status).toBe(200);
    expect(second.body["refresh_token"]).not.toBe(first.body["refresh_token"]);
    expect(await statusWith(second.body["access_token"])).toBe(200);
  });

  it("may be repeated with the old token until the new one has been used", async () => {
    const first = await exchange();
    const lost = await refresh(first.body["refresh_token"]);
    const again = await refresh(first.body["refresh_token"]);
    expect([lost.status, again.status]).toEqual([200, 200]);
    expect((await refresh(again.body["refresh_token"])).status).toBe(200);
    const late = await refresh(first.body["refresh_token"]);
    expect(late.status).toBe(400);
    expect(late.body["error"]).toBe("invalid_grant");
  });

  it("ends ninety days after the token was issued, and thirty days after its first use", async () => {
    const unused = await exchange();
    const used = await exchange();
    await refresh(used.body["refresh_token"]);
    const day = 86_400_000;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * day });
    try {
      expect((await refresh(used.body["refresh_token"])).status).toBe(400);
      expect((await refresh(unused.body["refresh_token"])).status).toBe(200);
      const third = await exchange();
      vi.setSystemTime(Date.now() + 91 * day);
      expect((await refresh(third.body["refresh_token"])).body["error"]).toBe("invalid_grant");
    } finally {
      vi.useRealTimers();
    }
  });

  it("knows no token of another shop", async () => {
    const { body } = await exchange();
    shop = devStore.shops.create({ name: `stranger-${shops}` });
    expect((await refresh(body["refresh_token"])).body["error"]).toBe("invalid_grant");
  });
});

describe("the end of a token", () => {
  it("comes after an hour: 401, and a refresh makes it good", async () => {
    const { body } = await exchange();
    await postJson(`${devStore.url}/__dev/shops/${shop.name}/tokens/expire`, {});
    expect(await statusWith(body["access_token"])).toBe(401);
    const renewed = await refresh(body["refresh_token"]);
    expect(await statusWith(renewed.body["access_token"])).toBe(200);
  });

  it("comes with the uninstallation, for access and refresh tokens alike, and installing again does not bring them back", async () => {
    const { body } = await exchange();
    const target = await targetOfShop(devStore, shop);
    await postJson(`${devStore.url}/__dev/shops/${shop.name}/uninstall`, {});
    expect((await target.graphql("{ shop { id } }")).status).toBe(401);
    expect((await refresh(body["refresh_token"])).status).toBe(400);
    expect((await exchange()).status).toBe(400);
    await postJson(`${devStore.url}/__dev/shops/${shop.name}/install`, {});
    expect((await target.graphql("{ shop { id } }")).status).toBe(401);
    expect((await exchange()).status).toBe(200);
  });
});
