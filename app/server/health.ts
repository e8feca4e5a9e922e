import type { IncomingMessage, ServerResponse } from "node:http";
import { metrics } from "#app/config/metrics.server.ts";

export interface HealthDeps {
  /** Rejects when the database or the queue's tables do not answer; null while the process is starting. */
  check: (() => Promise<void>) | null;
}

/** Answers `/healthz`, `/readyz` and `/metrics`. @returns false: the path is another's */
export function answerHealth(
  deps: HealthDeps,
  path: string,
  _req: IncomingMessage,
  res: ServerResponse,
): boolean {
  switch (path) {
    case "/healthz":
      send(res, 200, "text/plain", "ok\n");
      return true;
    case "/readyz":
      void isReady(deps).then((ready) =>
        send(res, ready ? 200 : 503, "text/plain", ready ? "ready\n" : "not ready\n"),
      );
      return true;
    case "/metrics":
      metrics.metrics().then(
        (text) => send(res, 200, metrics.contentType, text),
        () => send(res, 503, "text/plain", "the database does not answer\n"),
      );
      return true;
    default:
      return false;
  }
}

async function isReady({ check }: HealthDeps): Promise<boolean> {
  if (check === null) return false;
  return await check().then(
    () => true,
    () => false,
  );
}

function send(res: ServerResponse, status: number, type: string, text: string): void {
  res.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  res.end(text);
}
