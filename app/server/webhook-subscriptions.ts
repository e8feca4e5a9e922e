import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";
import { z } from "zod";

const appToml = z.object({
  webhooks: z.object({
    subscriptions: z.array(
      z.object({
        topics: z.array(z.string()).default([]),
        compliance_topics: z.array(z.string()).default([]),
        uri: z.string(),
      }),
    ),
  }),
});

export interface WebhookSubscriptions {
  /** Paths on this server that Shopify posts to. */
  paths: ReadonlySet<string>;
  topics: ReadonlySet<string>;
  complianceTopics: ReadonlySet<string>;
}

/**
 * What `shopify.app.toml` has Shopify send, and where to: the file is deployed to Shopify, so nothing else may assume a path.
 * @throws {Error} when the file is not there or says something else than it should
 */
export async function readWebhookSubscriptions(path = "shopify.app.toml"): Promise<WebhookSubscriptions> {
  const { subscriptions } = appToml.parse(parse(await readFile(path, "utf8"))).webhooks;
  return {
    // A uri may be relative to the app's origin or whole.
    paths: new Set(subscriptions.map(({ uri }) => new URL(uri, "https://app.invalid").pathname)),
    topics: new Set(subscriptions.flatMap(({ topics }) => topics)),
    complianceTopics: new Set(subscriptions.flatMap(({ compliance_topics }) => compliance_topics)),
  };
}
