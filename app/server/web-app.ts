import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Express, NextFunction, Request, Response } from "express";
import type { Logger } from "#app/config/logger.server.ts";

/** The JSON API's own limit; no page posts more, but the one that sends a file. */
const MAX_REQUEST_BYTES = 1024 * 1024;
/** A file of 5 MB as JSON, with its quotation marks escaped and its letters in UTF-8. */
const MAX_FILE_REQUEST_BYTES = 12 * 1024 * 1024;
const SENDS_A_FILE = /^\/app\/batches\/import(?:\.data|\/preview(?:\.data)?|\/left-out(?:\.data)?)?$/;
const YEAR = "365d";

/** Everything but webhooks and health: static files, then Remix. @param folder where `npm run build` put its work */
export async function createWebApp(options: {
  folder: string;
  secure: boolean;
  log: Logger;
}): Promise<Express> {
  const { folder, secure, log } = options;
  const build = (await import(
    /* @vite-ignore */ pathToFileURL(join(folder, "server", "index.js")).href
  )) as ServerBuild;

  const app = express();
  app.disable("x-powered-by");
  // A reverse proxy on the same machine or network says which scheme and host the browser used.
  app.set("trust proxy", "loopback, linklocal, uniquelocal");
  app.use(logRequests(log));
  app.use(securityHeaders(secure));
  app.use(compression());
  const client = join(folder, "client");
  app.use("/assets", express.static(join(client, "assets"), { immutable: true, maxAge: YEAR, index: false }));
  app.use("/assets", (_req, res) => res.status(404).end());
  app.use(express.static(client, { maxAge: "1h", index: false }));
  app.use(limitBodies);
  const remix = createRequestHandler({ build, mode: "production" });
  app.all("*", (req, res, next) => void remix(req, res, next));
  return app;
}

/** Not X-Frame-Options: the admin frames these pages, and the library sets `frame-ancestors` for the shop at hand. */
function securityHeaders(secure: boolean) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    if (secure) res.setHeader("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

function limitBodies(req: Request, res: Response, next: NextFunction): void {
  const isFile = SENDS_A_FILE.test(req.path);
  if (Number(req.headers["content-length"] ?? 0) <= (isFile ? MAX_FILE_REQUEST_BYTES : MAX_REQUEST_BYTES)) {
    next();
    return;
  }
  res.setHeader("Connection", "close");
  res.status(413).type("application/problem+json");
  res.end(
    JSON.stringify({
      type: "about:blank",
      title: "Payload too large",
      status: 413,
      detail: isFile ? "A file may have 5 MB." : "At most 1 MB.",
    }),
  );
}

/** Paths only: a query may hold an id token. */
function logRequests(log: Logger) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    const { method, path } = req;
    res.once("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.info({ method, path, status: res.statusCode, ms }, "request");
    });
    next();
  };
}
