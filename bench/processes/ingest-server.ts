/** A process that takes webhooks: `intake` is the app's own; `floor` is what any server must do at least. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { createLogger } from "#app/config/logger.server.ts";
import { startIntake } from "../../tests/setup/test-intake.ts";

const [kind, databaseUrl = "", shopId = "", secret = ""] = process.argv.slice(2);
const intakeOf = { secrets: [secret], log: createLogger("error") };
const port = kind === "intake" ? (await startIntake(databaseUrl, intakeOf)).port : await startFloor();
process.stdout.write(`${port}\n`);

/** node:http, the HMAC, one durable insert of the body. */
async function startFloor(): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks);
      const given = Buffer.from(String(req.headers["x-shopify-hmac-sha256"]), "base64");
      const right = createHmac("sha256", secret).update(body).digest();
      if (!timingSafeEqual(given, right)) {
        res.writeHead(401).end();
        return;
      }
      pool
        .query({
          name: "floor",
          text: "INSERT INTO webhook_delivery (shop_id, topic, webhook_id, body) VALUES ($1, $2, $3, $4)",
          values: [
            shopId,
            req.headers["x-shopify-topic"],
            req.headers["x-shopify-webhook-id"],
            body.toString("utf8"),
          ],
        })
        .then(
          () => res.writeHead(200).end(),
          () => res.writeHead(500).end(),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
