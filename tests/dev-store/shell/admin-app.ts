import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";

/** What the admin knows of the installed app, from its `shopify.app.toml`. */
export type AdminApp = {
  name: string;
  apiKey: string;
  /** Path of `application_url`: what opens when the app is clicked. */
  firstPath: string;
  requiredScopes: string[];
  optionalScopes: string[];
};

type AppToml = {
  name: string;
  application_url: string;
  access_scopes?: { scopes?: string; optional_scopes?: string[] };
};

/** @throws Error when the file is missing or is not TOML */
export async function readAdminApp(appToml: string, apiKey: string): Promise<AdminApp> {
  const toml = parse(await readFile(appToml, "utf8")) as AppToml;
  const scopes = (toml.access_scopes?.scopes ?? "").split(",").map((scope) => scope.trim());
  return {
    name: toml.name,
    apiKey,
    firstPath: new URL(toml.application_url).pathname,
    requiredScopes: scopes.filter((scope) => scope !== ""),
    optionalScopes: toml.access_scopes?.optional_scopes ?? [],
  };
}
