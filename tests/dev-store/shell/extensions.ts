import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "smol-toml";

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

type ExtensionToml = {
  extensions?: {
    handle?: string;
    name?: string;
    type?: string;
    targeting?: { target: string; should_render?: { module: string } }[];
  }[];
};

/**
 * The UI extensions of a folder: each subfolder's `shopify.extension.toml` declares some. Read anew on each call,
 * so that a rebuilt or new extension shows without a restart.
 */
export async function readExtensions(extensionsDir: string | null): Promise<Extension[]> {
  if (extensionsDir === null) return [];
  const folders = await readdir(extensionsDir, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory())
      .map((entry) => readFolder(join(extensionsDir, entry.name))),
  );
  return found.flat();
}

async function readFolder(folder: string): Promise<Extension[]> {
  const text = await readFile(join(folder, "shopify.extension.toml"), "utf8").catch(() => null);
  if (text === null) return [];
  const toml = parse(text) as ExtensionToml;
  const translations = await readTranslations(folder);
  return (toml.extensions ?? []).flatMap(({ handle, name, type, targeting = [] }) => {
    if (type !== "ui_extension" || handle === undefined) return [];
    return {
      handle,
      name: translatedName(name ?? handle, translations),
      targets: targeting.map(({ target }) => target),
      bundlePath: join(folder, "dist", `${handle}.js`),
      conditionsPath: join(folder, "dist", `${handle}-conditions.js`),
      hasConditions: targeting.some((entry) => entry.should_render !== undefined),
      translations,
    };
  });
}

async function readTranslations(folder: string): Promise<Record<string, unknown>> {
  const names = await readdir(join(folder, "locales")).catch(() => []);
  const file = names.find((name) => name.endsWith(".default.json"));
  if (file === undefined) return {};
  return JSON.parse(await readFile(join(folder, "locales", file), "utf8")) as Record<string, unknown>;
}

function translatedName(name: string, translations: Record<string, unknown>): string {
  const text = name.startsWith("t:") ? translations[name.slice(2)] : name;
  return typeof text === "string" ? text : name;
}
