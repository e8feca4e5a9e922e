import { readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "#app/contracts/openapi.ts";

/** Writes docs/openapi.json from the contracts; with --check it only says whether the file is what it would write. */
const FILE = new URL("../docs/openapi.json", import.meta.url);

const wanted = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (process.argv.includes("--check")) {
  const present = readIfThere();
  if (present !== wanted) {
    process.stderr.write("docs/openapi.json is behind the contracts: run `npm run openapi`\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, wanted);
}

function readIfThere(): string | null {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return null;
  }
}
