/** The webhook subscriptions and scopes that shopify.app.toml declares. */
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

export type Subscription = {
  topic: string;
  /** Relative to the app's address, or absolute. */
  uri: string;
  /** Top-level keys of the body to keep; empty: all. */
  includeFields: string[];
  name: string | null;
};

export type AppConfig = {
  clientId: string;
  scopes: string[];
  optionalScopes: string[];
  apiVersion: string;
  subscriptions: Subscription[];
};

type TomlSubscription = {
  topics?: string[];
  compliance_topics?: string[];
  uri?: string;
  include_fields?: string[];
  filter?: string;
  name?: string;
};

type Toml = {
  client_id?: string;
  access_scopes?: { scopes?: string; optional_scopes?: string[] };
  webhooks?: { api_version?: string; subscriptions?: TomlSubscription[] };
};

export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;

function subscriptionsOf(entry: TomlSubscription): Subscription[] {
  const uri = entry.uri;
  if (uri === undefined) throw new Error("shopify.app.toml: a webhook subscription has no uri.");
  if (entry.filter !== undefined)
    throw new Error("dev store: webhook subscription filters are not implemented.");
  return [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({
    topic,
    uri,
    includeFields: entry.include_fields ?? [],
    name: entry.name ?? null,
  }));
}

/** Throws on a file the dev store could not be true to. */
export function readAppConfig(path: string): AppConfig {
  const toml = parse(readFileSync(path, "utf8")) as Toml;
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap(subscriptionsOf);
  const seen = new Set<string>();
  for (const { topic, uri } of subscriptions) {
    const key = `${topic} ${uri}`;
    if (seen.has(key)) throw new Error(`shopify.app.toml: ${topic} is subscribed twice at ${uri}.`);
    seen.add(key);
  }
  const scopes = (toml.access_scopes?.scopes ?? "").split(",").map((scope) => scope.trim());
  return {
    clientId: toml.client_id ?? "",
    scopes: scopes.filter((scope) => scope !== ""),
    optionalScopes: toml.access_scopes?.optional_scopes ?? [],
    apiVersion: toml.webhooks?.api_version ?? "2026-10",
    subscriptions,
  };
}
