import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { createCipher } from "#app/db/cipher.ts";
import { createSessionStorage } from "#app/db/session-storage.ts";
import { useTestDatabase } from "../../setup/test-database.ts";

const database = useTestDatabase();

const oldKey = { id: "old", key: Buffer.alloc(32, 1) };
const newKey = { id: "new", key: Buffer.alloc(32, 2) };

const session = (): Session =>
  new Session({
    id: "offline_fern.myshopify.com",
    shop: "fern.myshopify.com",
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: "shpat_clear_access",
    refreshToken: "shprt_clear_refresh",
    expires: new Date("2026-12-01T12:00:00Z"),
    refreshTokenExpires: new Date("2027-03-01T12:00:00Z"),
  });

test("no column of the session table holds a token in clear", async () => {
  await createSessionStorage(database.db, createCipher([oldKey])).storeSession(session());

  const [row] = await database.db.$queryRaw<{ text: string }[]>`SELECT s::text AS text FROM session s`;
  expect(row?.text).toContain("fern.myshopify.com");
  expect(row?.text).not.toContain("clear");
  expect(row?.text).toMatch(/v1:old:/);
});

test("a stored session is read back as it was", async () => {
  const storage = createSessionStorage(database.db, createCipher([oldKey]));
  await storage.storeSession(session());

  const loaded = await storage.loadSession(session().id);

  expect(loaded?.toObject()).toMatchObject(session().toObject());
  expect((await storage.findSessionsByShop("fern.myshopify.com")).map((one) => one.accessToken)).toEqual([
    "shpat_clear_access",
  ]);
});

test("after a new key was put in front, old sessions open and new ones are sealed with it", async () => {
  await createSessionStorage(database.db, createCipher([oldKey])).storeSession(session());
  const rotated = createSessionStorage(database.db, createCipher([newKey, oldKey]));

  const loaded = await rotated.loadSession(session().id);
  expect(loaded?.accessToken).toBe("shpat_clear_access");
  expect(loaded?.refreshToken).toBe("shprt_clear_refresh");

  await rotated.storeSession(session());
  const row = await database.db.session.findUniqueOrThrow({ where: { id: session().id } });
  expect(row.accessToken).toMatch(/^v1:new:/);
  expect(row.refreshToken).toMatch(/^v1:new:/);
});

test("a session whose key is no longer listed counts as absent, so that a new token is exchanged", async () => {
  await createSessionStorage(database.db, createCipher([oldKey])).storeSession(session());
  const withoutOldKey = createSessionStorage(database.db, createCipher([newKey]));

  expect(await withoutOldKey.loadSession(session().id)).toBeUndefined();
  expect(await withoutOldKey.findSessionsByShop("fern.myshopify.com")).toEqual([]);
});

test("a session that was blanked after Shopify refused its token stays blank", async () => {
  const storage = createSessionStorage(database.db, createCipher([oldKey]));
  const blanked = session();
  blanked.accessToken = undefined;
  await storage.storeSession(blanked);

  expect((await storage.loadSession(session().id))?.accessToken).toBeUndefined();
});
