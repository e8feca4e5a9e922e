import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "vite";
import type { Database } from "#app/db/client.ts";
import type { MailResult } from "./mail-measure.ts";

export interface MailBench extends MailResult {
  /** Of the floor; the goal is 0.85. */
  ratio: number;
}

/**
 * PERFORMANCE.md section 5: the sender with its records against the same pool without any, at 5 and at 20 connections. The mails
 * are TSX, which Node does not run by itself, hence Vite.
 */
export async function benchMail(db: Database, { mails = 5_000 } = {}): Promise<MailBench[]> {
  const sink = fork(new URL("./mail-sink.ts", import.meta.url), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const vite = await createServer({
    configFile: false,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    if (sink.stdout === null) throw new Error("the sink has no output to read its port from");
    const [line] = (await once(sink.stdout, "data")) as [Buffer];
    const smtpUrl = `smtp://127.0.0.1:${line.toString().trim()}`;
    const { measureMail } = (await vite.ssrLoadModule(
      new URL("./mail-measure.ts", import.meta.url).pathname,
    )) as typeof import("./mail-measure.ts");
    // One small round warms up the template, the pool and the plans.
    await measureMail(db, smtpUrl, { mails: 200, connections: 5 });
    const results: MailBench[] = [];
    for (const connections of [5, 20]) {
      const result = await measureMail(db, smtpUrl, { mails, connections });
      results.push({ ...result, ratio: result.perSecond / result.floorPerSecond });
    }
    return results;
  } finally {
    await vite.close();
    sink.disconnect();
  }
}
