import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gunzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { z } from "zod";

/**
 * `shopify app build`, offline, and what it does not look at: a topic that Shopify does not know, a bundle that is too
 * large to deploy, two targets in one extension.
 */
const MAX_BUNDLE_BYTES = 64 * 1024;
const SCHEMA = "tests/dev-store/schema/admin_2026-10.json.gz";

const appToml = z.object({
  webhooks: z.object({
    subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]), uri: z.string() })),
  }),
});
const extensionToml = z.object({
  extensions: z.array(z.object({ handle: z.string(), targeting: z.array(z.object({ target: z.string() })) })),
});

const problems = [...buildApp(), ...checkTopics(), ...checkExtensions()];
for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
if (problems.length === 0)
  process.stdout.write("✓ the app configuration and every extension can be deployed\n");
process.exitCode = problems.length === 0 ? 0 : 1;

function buildApp(): string[] {
  const result = spawnSync("shopify", ["app", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { ...process.env, CI: "1", SHOPIFY_CLI_NO_ANALYTICS: "1" },
  });
  process.stdout.write(result.stdout);
  return result.status === 0 ? [] : [`shopify app build failed:\n${result.stderr}`];
}

function checkTopics(): string[] {
  const toml = appToml.parse(parse(readFileSync("shopify.app.toml", "utf8")));
  const declared = toml.webhooks.subscriptions.flatMap((subscription) => subscription.topics);
  const known = knownTopics();
  return declared
    .filter((topic) => !known.has(topic.toUpperCase().replace("/", "_")))
    .map((topic) => `shopify.app.toml subscribes to ${topic}, a topic that Shopify does not have`);
}

function knownTopics(): Set<string> {
  const schema = z
    .object({
      data: z.object({
        __schema: z.object({
          types: z.array(
            z.object({ name: z.string(), enumValues: z.array(z.object({ name: z.string() })).nullish() }),
          ),
        }),
      }),
    })
    .parse(JSON.parse(gunzipSync(readFileSync(SCHEMA)).toString("utf8")));
  const topics = schema.data.__schema.types.find((type) => type.name === "WebhookSubscriptionTopic");
  return new Set(topics?.enumValues?.map((value) => value.name));
}

function checkExtensions(): string[] {
  return readdirSync("extensions", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => checkExtension(join("extensions", entry.name)));
}

function checkExtension(folder: string): string[] {
  const toml = extensionToml.parse(parse(readFileSync(join(folder, "shopify.extension.toml"), "utf8")));
  const targets = toml.extensions.flatMap((extension) => extension.targeting);
  const problems =
    targets.length === 1 ? [] : [`${folder} has ${targets.length} targets; Shopify takes one per extension`];
  for (const { handle } of toml.extensions) {
    const bundle = join(folder, "dist", `${handle}.js`);
    if (!existsSync(bundle)) {
      problems.push(`${bundle} was not built`);
      continue;
    }
    const bytes = deflateRawSync(readFileSync(bundle)).length;
    if (bytes > MAX_BUNDLE_BYTES)
      problems.push(`${bundle} has ${bytes} bytes compressed, more than ${MAX_BUNDLE_BYTES}`);
  }
  return problems;
}
