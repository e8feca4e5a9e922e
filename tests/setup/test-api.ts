import { readFile } from "node:fs/promises";
import { createRequestHandler } from "@remix-run/node";
import type { RequestHandler, ServerBuild } from "@remix-run/node";
import { flatRoutes } from "@remix-run/dev/dist/config/flat-routes.js";
import { beforeAll } from "vitest";
import { provideWiring } from "#app/context.server.ts";
import type { Database } from "#app/db/client.ts";
import type { ShopIdentity } from "#app/services/context.ts";
import type { Shop } from "../dev-store/state/types.ts";
import { useTestDatabase } from "./test-database.ts";
import { TEST_APP_URL, useDevStore } from "./test-dev-store.ts";

/** The library turns away what looks like a robot, Node's own name included. */
const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const EXTENSION_ORIGIN = "https://extensions.shopifycdn.com";

interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON; an empty object when there was no body. */
  body: Record<string, unknown>;
}

interface ApiRequest {
  method?: string;
  path: string;
  /** Sent as JSON, unless it is text or bytes already. */
  body?: unknown;
  /** Instead of a fresh session token; null: none at all. */
  token?: string | null;
}

interface ApiShop {
  shop: ShopIdentity;
  storeShop: Shop;
  call: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>;
}

interface TestApi {
  readonly db: Database;
  readonly dev: ReturnType<typeof useDevStore>;
  /** An installed shop and a caller with its session tokens. */
  makeApiShop: () => Promise<ApiShop>;
  send: (request: ApiRequest, shop?: Shop) => Promise<ApiAnswer>;
}

/** The API's own routes behind Remix's own router, on a real database, with tokens that the dev store exchanges. */
export function useApi(): TestApi {
  const database = useTestDatabase();
  const dev = useDevStore();
  let handle: RequestHandler | undefined;

  beforeAll(async () => {
    provideWiring(dev.wire(database.url));
    handle = createRequestHandler(await buildApiRoutes(), "test");
  });

  const send = async (request: ApiRequest, shop?: Shop): Promise<ApiAnswer> => {
    if (handle === undefined) throw new Error("the routes are built before the first test, not before that");
    const { method = "GET", path, body } = request;
    const token =
      request.token === undefined && shop !== undefined
        ? await dev.store.sessionToken(shop.domain)
        : request.token;
    const response = await handle(
      new Request(`${TEST_APP_URL}${path}`, {
        method,
        headers: {
          "User-Agent": BROWSER,
          Origin: EXTENSION_ORIGIN,
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: encode(body) }),
      }),
    );
    const text = await response.text();
    const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: json };
  };

  return {
    db: database.db,
    dev,
    send,
    async makeApiShop() {
      const storeShop = dev.makeStoreShop();
      const call = (method: string, path: string, body?: unknown) => send({ method, path, body }, storeShop);
      await call("GET", "/api/v1/status");
      const { id, domain, timeZone } = await database.db.shop.findUniqueOrThrow({
        where: { domain: storeShop.domain },
      });
      return { storeShop, call, shop: { id, domain, timeZone } };
    },
  };
}

function encode(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** The routes as Remix reads them from the folder, the API's only. */
async function buildApiRoutes(): Promise<ServerBuild> {
  const found = Object.values(flatRoutes("app", ["**/.*"])).filter((route) =>
    route.id.startsWith("routes/api."),
  );
  const routes: ServerBuild["routes"] = {};
  for (const { id, path, index, parentId } of found) {
    const module = (await import(
      `../../app/routes/${id.replace("routes/", "")}.ts`
    )) as ServerBuild["routes"][string]["module"];
    const parent = parentId === "root" ? {} : { parentId: parentId ?? "" };
    routes[id] = { id, module, ...(path ? { path } : {}), ...(index ? { index } : {}), ...parent };
  }
  return {
    mode: "test",
    entry: { module: { default: () => new Response("not an API route", { status: 404 }) } },
    routes,
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: await readFuture(),
    isSpaMode: false,
  };
}

/** The flags that the app is built with. */
async function readFuture(): Promise<ServerBuild["future"]> {
  const config = await readFile("vite.config.ts", "utf8");
  const flags = [...config.matchAll(/(v3_\w+): true/g)].map(([, flag]) => [flag, true]);
  return Object.fromEntries(flags) as Partial<ServerBuild["future"]> as ServerBuild["future"];
}
