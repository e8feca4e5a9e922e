/** The app's intake and its delivery loop in one process, as ROLE=all has them. */
import { createDatabase } from "#app/db/client.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { startDeliveryLoop } from "#app/jobs/delivery-loop.ts";
import { startIntake } from "../../tests/setup/test-intake.ts";
import { benchContext } from "../parts/shop-for-bench.ts";

const [url = "", id = "", domain = "", secret = ""] = process.argv.slice(2);
const log = createLogger("error");
const db = createDatabase({ url });
const ctx = benchContext(db, { id, domain });
const loop = startDeliveryLoop({
  contextFor: () => Promise.resolve(ctx),
  db,
  mailer: { connections: 1, send: () => Promise.reject(new Error("no mail here")), close: () => undefined },
  workerId: "bench",
  log,
  signal: new AbortController().signal,
});
const intake = await startIntake(url, { secrets: [secret], log, onStored: () => loop.wake() });
process.stdout.write(`${intake.port}\n`);
