import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Extension = {
  handle: string;
  /** As the merchant reads it: `t:` names resolved with the default locale. */
  name: string;
  targets: string[];
  /** Built bundle: `dist/<handle>.js`. */
  bundlePath: string;
  /** Built `should_render` module: `dist/<handle>-conditions.js`. */
  conditionsPath: string;
  hasConditions: boolean;
  /** The default locale's texts. */
  translations: Record<string, unknown>;
};

/**
 * The UI extensions of a folder, one per subfolder with a `shopify.extension.toml`. Read anew on each call,
 * so that a rebuilt or new extension shows without a restart.
 */
export async function readExtensions(extensionsDir: string | null): Promise<Extension[]> {
  if (extensionsDir === null) return [];
  const folders = await readdir(extensionsDir, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory())
      .map((entry) => readExtension(join(extensionsDir, entry.name))),
  );
  return found.filter((extension) => extension !== null);
}

async function readExtension(folder: string): Promise<Extension | null> {
  const toml = await readFile(join(folder, "shopify.extension.toml"), "utf8").catch(() => null);
  if (toml === null) return null;
  const handle = stringValue(toml, "handle");
  if (handle === null || stringValue(toml, "type") !== "ui_extension") return null;
  const translations = await readTranslations(folder);
  return {
    handle,
    name: translatedName(stringValue(toml, "name") ?? handle, translations),
    targets: [...toml.matchAll(/^\s*target\s*=\s*"([^"]+)"/gm)].flatMap((match) => match[1] ?? []),
    bundlePath: join(folder, "dist", `${handle}.js`),
    conditionsPath: join(folder, "dist", `${handle}-conditions.js`),
    hasConditions: /^\s*\[extensions\.targeting\.should_render\]/m.test(toml),
    translations,
  };
}

async function readTranslations(folder: string): Promise<Record<string, unknown>> {
  const names = await readdir(join(folder, "locales")).catch(() => []);
  const file = names.find((name) => name.endsWith(".default.json"));
  if (file === undefined) return {};
  return JSON.parse(await readFile(join(folder, "locales", file), "utf8")) as Record<string, unknown>;
}

function stringValue(toml: string, key: string): string | null {
  return new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, "m").exec(toml)?.[1] ?? null;
}

function translatedName(name: string, translations: Record<string, unknown>): string {
  const text = name.startsWith("t:") ? translations[name.slice(2)] : name;
  return typeof text === "string" ? text : name;
}
