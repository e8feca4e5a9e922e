/** Puts the dev store together and starts it. */
import type { Server } from "node:http";
import { mountAdminApi } from "./admin-api.ts";
import { BulkRunner } from "./bulk/runner.ts";
import { mountControl } from "./control/mount.ts";
import type { DevStore, DevStoreConfig, DevStoreOptions } from "./dev-store.ts";
import { FaultPlan } from "./faults.ts";
import { loadAdminSchema } from "./graphql/schema.ts";
import { close, listen, Router } from "./http.ts";
import { Inbox } from "./inbox.ts";
import { RequestLog } from "./requests.ts";
import { issueSessionToken } from "./session-token.ts";
import { mountShell } from "./shell/mount.ts";
import { startTunnel } from "./shell/tunnel.ts";
import { ShopRegistry } from "./state/shop-registry.ts";
import type { World } from "./state/world.ts";
import { WebhookSender } from "./webhooks/sender.ts";
import { readAppConfig } from "./webhooks/subscriptions.ts";

const DEFAULT_CLOCK_SCALE = 1000;
/** As many digits as Shopify's ids have. */
const DEFAULT_FIRST_ID = 6_000_000_000_001;

/** Starts a dev store on 127.0.0.1. Rejects when a port is taken or shopify.app.toml cannot be read. */
export async function startDevStore(options: DevStoreOptions): Promise<DevStore> {
  loadAdminSchema();
  const app = readAppConfig(options.appToml);
  const config: DevStoreConfig = {
    appUrl: new URL(options.appUrl).origin,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    extensionsDir: options.extensionsDir ?? null,
  };
  const faults = new FaultPlan();
  const inbox = new Inbox(faults);
  const requests = new RequestLog();
  const bulk = new BulkRunner();
  const webhooks = new WebhookSender({
    apiSecret: options.apiSecret,
    apiVersion: app.apiVersion,
    subscriptions: app.subscriptions,
    appUrl: () => config.appUrl,
    faults,
    clockScale: options.clockScale ?? DEFAULT_CLOCK_SCALE,
  });

  let nextId = options.firstId ?? DEFAULT_FIRST_ID;
  let baseUrl = "";
  const world: World = {
    nextId() {
      nextId += 1;
      return nextId - 1;
    },
    get baseUrl() {
      return baseUrl;
    },
    announce: (shop, topics, body) => webhooks.announce(shop, topics, body),
  };
  const shops = new ShopRegistry(world, app.scopes);
  const router = new Router();
  const { server, port } = await listen(router, options.port ?? 0);
  baseUrl = `http://127.0.0.1:${port}`;
  const smtpPort = await startInbox(inbox, options.smtpPort ?? 0, server);

  const tunnel =
    options.tunnelPort === undefined
      ? null
      : await startTunnel({ port: options.tunnelPort, target: () => config.appUrl, shellOrigin: baseUrl });
  const devStore: DevStore = {
    url: baseUrl,
    port,
    smtpPort,
    tunnelUrl: tunnel?.url ?? null,
    config,
    shops,
    world,
    webhooks,
    inbox,
    faults,
    requests,
    sessionToken: (shopDomain, userId) => {
      const shop = shops.get(shopDomain);
      if (shop === undefined) throw new Error(`There is no shop ${shopDomain}.`);
      return issueSessionToken(shop, config.apiKey, config.apiSecret, userId);
    },
    async stop() {
      await tunnel?.stop();
      bulk.stop();
      await webhooks.stop();
      await inbox.stop();
      await close(server);
    },
  };

  const settings = { apiKey: options.apiKey, apiSecret: options.apiSecret };
  mountAdminApi(router, { shops, world, app, settings, faults, requests, bulk });
  mountControl(router, { config, app, shops, world, webhooks, inbox, faults, requests, bulk });
  mountShell(router, devStore, options.appToml);
  return devStore;
}

/** Without its inbox the dev store does not start half. */
async function startInbox(inbox: Inbox, port: number, server: Server): Promise<number> {
  try {
    return await inbox.listen(port);
  } catch (error) {
    await close(server);
    throw error;
  }
}
