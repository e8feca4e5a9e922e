import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerHealth } from "./health.ts";
import type { HealthDeps } from "./health.ts";

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

/** A server that listens while the rest still starts: until then it answers health checks, and 503 to all else. */
export interface HttpServer {
  port: number;
  /** What is answered from now on. */
  serve(
    handlers: { webhookPaths: ReadonlySet<string>; intake: Handler; app: Handler | null },
    health: HealthDeps,
  ): void;
  /** Takes no new requests and lets those at hand finish, for so long. */
  stop(graceMs: number): Promise<void>;
}

/** @param port 0: any free one. @throws {Error} that says so when the port is taken */
export async function startHttpServer(port: number): Promise<HttpServer> {
  let health: HealthDeps = { check: null };
  let route: (path: string) => Handler = () => starting;

  const server = createServer((req, res) => {
    const path = pathOf(req.url);
    if (answerHealth(health, path, req, res)) return;
    route(path)(req, res);
  });
  await listen(server, port);

  return {
    port: (server.address() as AddressInfo).port,
    serve({ webhookPaths, intake, app }, deps) {
      health = deps;
      route = (path) => (app === null ? notHere : webhookPaths.has(path) ? intake : app);
    },
    async stop(graceMs) {
      health = { check: null };
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const hurry = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(hurry);
    },
  };
}

function pathOf(url = "/"): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

function starting(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, { "Content-Type": "text/plain", "Retry-After": "2" });
  res.end("Batchbook is starting\n");
}

/** A worker of its own answers health checks only. */
function notHere(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(404, { "Content-Type": "text/plain" });
  res.end("this process serves no pages (ROLE=worker)\n");
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(new Error(`port ${port} is taken by another program: stop it, or set PORT to another one`));
      } else if (error.code === "EACCES") {
        reject(new Error(`port ${port} may not be used by this user: set PORT to one above 1023`));
      } else reject(error);
    });
    server.listen(port, () => resolve());
  });
}
