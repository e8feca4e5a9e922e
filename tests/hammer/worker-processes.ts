import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { ShopIdentity } from "#app/services/context.ts";
import type { ShopifySide } from "../model/shopify-side.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";

export interface WorkerProcesses {
  /** Webhooks were stored. */
  wake(): void;
  /**
   * Lets every worker finish what it has begun, and waits until all processes have ended.
   * @returns how often each worker had something to do, and everything that was warned of or failed
   */
  stop(): Promise<{ rounds: number[]; said: string[] }>;
}

interface Started {
  child: ChildProcess;
  stopped: Promise<number[]>;
}

/** Starts processes that settle the orders of a shop, and answers what they ask Shopify. */
export async function startWorkerProcesses(options: {
  processes: number;
  workersEach: number;
  databaseUrl: string;
  shop: ShopIdentity;
  shopify: ShopifySide;
}): Promise<WorkerProcesses> {
  const { processes, workersEach, databaseUrl, shop, shopify } = options;
  const start: WorkerStart = { databaseUrl, shop, workers: workersEach };
  const said: string[] = [];
  const started = await Promise.all(
    Array.from({ length: processes }, () => startProcess(start, shopify, said)),
  );
  const tellAll = (message: ToWorker): void => {
    for (const { child } of started) child.send(message);
  };
  return {
    wake: () => tellAll({ kind: "wake" }),
    async stop() {
      tellAll({ kind: "stop" });
      const rounds = await Promise.all(started.map(({ stopped }) => stopped));
      return { rounds: rounds.flat(), said };
    },
  };
}

async function startProcess(start: WorkerStart, shopify: ShopifySide, said: string[]): Promise<Started> {
  const child = fork(new URL("./worker-process.ts", import.meta.url), [JSON.stringify(start)], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, TEST_LOG_LEVEL: "warn" },
  });
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding("utf8").on("data", (text: string) => said.push(text.trim()));
  }
  let ready = (): void => undefined;
  let rounds: number[] = [];
  child.on("message", (message: FromWorker) => {
    switch (message.kind) {
      case "ready":
        ready();
        return;
      case "readOrders": {
        const { question, orderIds } = message;
        child.send({ kind: "orders", question, facts: shopify.readOrders(orderIds) } satisfies ToWorker);
        return;
      }
      case "stopped":
        rounds = message.rounds;
    }
  });
  const stopped = new Promise<number[]>((resolve) => child.once("exit", () => resolve(rounds)));
  await Promise.race([
    new Promise<void>((resolve) => {
      ready = resolve;
    }),
    stopped.then(() => {
      throw new Error(`a worker process ended while starting:\n${said.join("\n")}`);
    }),
  ]);
  return { child, stopped };
}
