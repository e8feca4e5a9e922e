import { readFile } from "node:fs/promises";

/** What the admin knows of the installed app, from its `shopify.app.toml`. */
export type AdminApp = {
  name: string;
  apiKey: string;
  /** Path of `application_url`: what opens when the app is clicked. */
  firstPath: string;
  requiredScopes: string[];
  optionalScopes: string[];
};

/** @throws Error when the file is missing */
export async function readAdminApp(appToml: string, apiKey: string): Promise<AdminApp> {
  const toml = await readFile(appToml, "utf8");
  const text = (key: string): string | undefined =>
    new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, "m").exec(toml)?.[1];
  const list = new RegExp(`^optional_scopes\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(toml)?.[1] ?? "";
  return {
    name: text("name") ?? "App",
    apiKey,
    firstPath: new URL(text("application_url") ?? "https://app.invalid/").pathname,
    requiredScopes: (text("scopes") ?? "")
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: [...list.matchAll(/"([^"]+)"/g)].flatMap((match) => match[1] ?? []),
  };
}
