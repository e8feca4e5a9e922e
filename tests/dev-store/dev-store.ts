/** What a running dev store offers to code in the same process: the tests, the shell, the seeds. */
import type { FaultPlan } from "./faults.ts";
import type { Inbox } from "./inbox.ts";
import type { RequestLog } from "./requests.ts";
import type { ShopRegistry } from "./state/shop-registry.ts";
import type { World } from "./state/world.ts";
import type { WebhookSender } from "./webhooks/sender.ts";

export type DevStoreOptions = {
  /** 0 or absent: a free port. */
  port?: number;
  /** Where webhooks and the shell's frame go. May be changed later: PUT /__dev/config. */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  /** 0 or absent: a free port. */
  smtpPort?: number;
  /** Path of shopify.app.toml: subscriptions, scopes. */
  appToml: string;
  /** Folder whose <extension>/dist files the shell shows. */
  extensionsDir?: string;
  /** The tunnel in front of the app listens here; absent: no tunnel is started. */
  tunnelPort?: number;
  /** 1 = Shopify's own pace of webhook retries (4 hours); 1000 = a thousand times as fast. Default 1000. */
  clockScale?: number;
  /** First id given out, so that two runs of the dev store need not share ids. */
  firstId?: number;
};

export type DevStoreConfig = {
  appUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly extensionsDir: string | null;
};

export type DevStore = {
  readonly url: string;
  readonly port: number;
  readonly smtpPort: number;
  /** The tunnel in front of the app, which is what the browser opens; null when none was asked for. */
  readonly tunnelUrl: string | null;
  readonly config: DevStoreConfig;
  readonly shops: ShopRegistry;
  readonly world: World;
  readonly webhooks: WebhookSender;
  readonly inbox: Inbox;
  readonly faults: FaultPlan;
  readonly requests: RequestLog;
  /** A session token (id token) as the admin gives it to the app's frame: 60 s, signed with the app's secret. */
  sessionToken(shopDomain: string, userId?: number): Promise<string>;
  stop(): Promise<void>;
};
