import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";

type Ready = { ready: boolean; url: string; smtpPort: number; shops: string[] };

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function start(
  args: string[],
  env: Record<string, string>,
): { child: ChildProcess; output: () => string; errors: () => string } {
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: "test", PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  const texts = { output: "", errors: "" };
  child.stdout?.on("data", (chunk: Buffer) => (texts.output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (texts.errors += chunk.toString()));
  return { child, output: () => texts.output, errors: () => texts.errors };
}

const settings = {
  DEV_STORE_APP_URL: "http://127.0.0.1:9",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
};

async function startDevStoreProcess(
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; ready: Ready }> {
  const { child, output } = start(["tests/dev-store/main.ts"], { ...settings, ...env });
  await expect.poll(output, { timeout: 20_000 }).toContain("\n");
  return { child, ready: JSON.parse(output().split("\n")[0] ?? "") as Ready };
}

describe("node tests/dev-store/main.ts", () => {
  it("says in one line where it is, has the shops asked for, and ends on SIGTERM with 0", async () => {
    const { child, ready } = await startDevStoreProcess({ DEV_STORE_SHOPS: "fern-and-tallow:soap,empty" });
    expect(ready.shops).toEqual(["fern-and-tallow.myshopify.com", "empty.myshopify.com"]);
    const shop = (await (await fetch(`${ready.url}/__dev/shops/fern-and-tallow`)).json()) as {
      counts: { products: number };
    };
    expect(shop.counts.products).toBe(15);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("says plainly that a port is taken, or a setting missing", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const port = String((server.address() as AddressInfo).port);
    const taken = start(["tests/dev-store/main.ts"], { ...settings, DEV_STORE_PORT: port });
    expect(await once(taken.child, "exit")).toEqual([1, null]);
    expect(taken.errors()).toContain(`port ${port} is taken`);
    server.close();
    const bare = start(["tests/dev-store/main.ts"], {});
    expect(await once(bare.child, "exit")).toEqual([2, null]);
    expect(bare.errors()).toContain("set DEV_STORE_APP_URL");
  });
});

describe("the redirect preload", () => {
  it("sends shops to the dev store, lets loopback through and refuses every other host", async () => {
    const { ready } = await startDevStoreProcess({ DEV_STORE_SHOPS: "shop" });
    const script = `
      const at = async (url) => { try { return (await fetch(url, { method: "POST", body: "{}" })).status; } catch (error) { return String(error.cause?.message ?? error); } };
      console.log(JSON.stringify([
        await at("https://shop.myshopify.com/admin/api/2026-10/graphql.json"),
        await at("https://nobody.myshopify.com/admin/api/2026-10/graphql.json"),
        await at("${ready.url}/__dev/webhooks/drain"),
        await at("https://example.org/"),
        await at("https://myshopify.com.example.org/"),
      ]));`;
    const args = ["--import", "./tests/dev-store/redirect.mjs", "--input-type=module", "--eval", script];
    const { child, output } = start(args, { DEV_STORE_URL: ready.url });
    await once(child, "exit");
    expect(JSON.parse(output())).toEqual([
      401,
      404,
      200,
      expect.stringContaining("https://example.org is outside this machine"),
      expect.stringContaining("is outside this machine"),
    ]);
  });
});
