import { EventEmitter } from "node:events";
import { Logger as QueueLogger, run } from "graphile-worker";
import type { Runner, TaskList, WorkerEvents } from "graphile-worker";
import type { z } from "zod";
import type { Logger } from "#app/config/logger.server.ts";
import { jobsRun } from "#app/config/metrics.server.ts";
import { endHeartbeat } from "#app/services/worker-heartbeat.ts";
import type { JobDefinition } from "./definitions.ts";
import { startDeliveryLoop } from "./delivery-loop.ts";
import { startFetchLoop } from "./fetch-loop.ts";
import type { JobHandler, WorkerDeps } from "./handler.ts";
import { checkOpenOrdersHandler } from "./handlers/check-open-orders.ts";
import { checkLedgerHandler } from "./handlers/check-ledger.ts";
import { checkLedgersHandler } from "./handlers/check-ledgers.ts";
import { complianceHandler } from "./handlers/compliance.ts";
import { findReroutedOrdersHandler } from "./handlers/find-rerouted-orders.ts";
import { importBatchesHandler } from "./handlers/import-batches.ts";
import { importCatalogueHandler } from "./handlers/import-catalogue.ts";
import { importOrdersHandler } from "./handlers/import-orders.ts";
import { purgeHandler } from "./handlers/purge.ts";
import { sendNoticesHandler } from "./handlers/send-notices.ts";
import { settleWaitingHandler } from "./handlers/settle-waiting.ts";
import { sweepOrdersHandler } from "./handlers/sweep-orders.ts";
import { sweepShopsHandler } from "./handlers/sweep-shops.ts";
import { syncLocationsHandler } from "./handlers/sync-locations.ts";
import { syncProductHandler } from "./handlers/sync-product.ts";
import { tagRecallHandler } from "./handlers/tag-recall.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startPublishLoop } from "./publish-loop.ts";
import { schedule } from "./schedule.ts";

/** Jobs wait for Shopify and for mail servers most of the time, so many may be under way. */
const CONCURRENT_JOBS = 8;

export interface RunningWorker {
  /** A webhook was stored by this process. */
  wake(): void;
  /** Lets sets and jobs at hand finish and gives the rest back. */
  stop(): Promise<void>;
}

export type WorkerOptions = Omit<WorkerDeps, "workerId" | "signal"> & {
  /** The queue keeps connections of its own: it listens. */
  databaseUrl: string;
};

/** Starts everything that happens in the background: stored webhooks, orders to read, jobs, the schedule. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { databaseUrl, ...parts } = options;
  const stopping = new AbortController();
  const deps: WorkerDeps = { ...parts, workerId: "", signal: stopping.signal };
  const queue = await startQueue(deps, databaseUrl);
  const deliveries = startDeliveryLoop(deps);
  const fetches = startFetchLoop(deps);
  const publications = startPublishLoop(deps);
  const heartbeat = startHeartbeat(deps);

  return {
    wake: () => deliveries.wake(),
    async stop() {
      stopping.abort();
      await Promise.all([deliveries.stop(), fetches.stop(), publications.stop(), queue.stop()]);
      await heartbeat.stop();
      await endHeartbeat(deps.db, deps.workerId);
    },
  };
}

async function startQueue(deps: WorkerDeps, databaseUrl: string): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents;
  // The queue locks jobs under the name of its pool, which is therefore the name the heartbeat must carry.
  events.once("pool:create", ({ workerPool }) => {
    deps.workerId = workerPool.id;
  });
  const queue = await run({
    taskList: taskList(deps),
    parsedCronItems: schedule(),
    noHandleSignals: true,
    logger: queueLogger(deps.log),
    events,
    preset: {
      worker: {
        connectionString: databaseUrl,
        maxPoolSize: CONCURRENT_JOBS + 2,
        concurrentJobs: CONCURRENT_JOBS,
        localQueue: { size: CONCURRENT_JOBS },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: 20_000,
      },
    },
  });
  queue.promise.catch((error: unknown) => deps.log.error({ err: error }, "the job queue stopped"));
  return queue;
}

function taskList(deps: WorkerDeps): TaskList {
  const tasks: TaskList = {};
  const add = <Job extends JobDefinition>(handler: JobHandler<Job>): void => {
    const { job } = handler;
    tasks[job.name] = async (payload) => {
      try {
        await handler.run(deps, job.payload.parse(payload) as z.output<Job["payload"]>);
        jobsRun.inc({ job: job.name, result: "done" });
      } catch (error) {
        jobsRun.inc({ job: job.name, result: "failed" });
        throw error;
      }
    };
  };
  add(importCatalogueHandler);
  add(syncProductHandler);
  add(settleWaitingHandler);
  add(syncLocationsHandler);
  add(findReroutedOrdersHandler);
  add(sweepOrdersHandler);
  add(sweepShopsHandler);
  add(importOrdersHandler);
  add(importBatchesHandler);
  add(checkOpenOrdersHandler);
  add(sendNoticesHandler);
  add(tagRecallHandler);
  add(complianceHandler);
  add(purgeHandler);
  add(checkLedgerHandler);
  add(checkLedgersHandler);
  return tasks;
}

function queueLogger(log: Logger): QueueLogger {
  const child = log.child({ part: "queue" });
  return new QueueLogger(() => (level, message, meta) => {
    const error = meta?.["error"];
    const details = error === undefined ? {} : { err: error };
    switch (level) {
      case "error":
        child.error(details, message);
        break;
      case "warning":
        child.warn(details, message);
        break;
      case "info":
      case "debug":
        // Every job that starts and ends is told at "info": the metrics count them instead.
        child.debug(details, message);
    }
  });
}
