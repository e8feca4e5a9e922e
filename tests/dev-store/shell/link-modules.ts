import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

const IMPORT = /^import\s+(?:\{[^}]*\}\s+from\s+)?"(\.[^"]+)";\n/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|let|class) )/gm;

/**
 * Joins small ES modules into one classic script. App Bridge must be defined while the document's head is parsed,
 * and module scripts run later. Top-level names share one scope, so a name used twice is a SyntaxError at load.
 * @param entry absolute path of the module to start from; only `import { x } from "./y.js"` and inline `export` are understood
 */
export async function linkModules(entry: string): Promise<string> {
  const linked = new Set<string>();
  const parts: string[] = [];

  async function link(path: string): Promise<void> {
    if (linked.has(path)) return;
    linked.add(path);
    const source = await readFile(path, "utf8");
    for (const match of source.matchAll(IMPORT)) await link(resolve(dirname(path), match[1] ?? ""));
    parts.push(source.replaceAll(IMPORT, "").replaceAll(EXPORT, ""));
  }

  await link(entry);
  return `(() => {\n"use strict";\n${parts.join("\n")}})();\n`;
}
