/** The small HTTP server the dev store is made of: a router over node:http. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Context = {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  method: string;
  /** Values of the pattern's `:name` parts; `*` is the rest of the path, without its leading slash. */
  params: Record<string, string>;
  /** The whole request body, read once. */
  body(): Promise<Buffer>;
  /** The body as JSON; an empty body is `{}`. Throws HttpError 400 on anything else. */
  json<T = Record<string, unknown>>(): Promise<T>;
  /** Answers. Strings and buffers go out as they are, anything else as JSON. */
  send(status: number, body?: unknown, headers?: Record<string, string | string[]>): void;
};

export type Handler = (context: Context) => Promise<void> | void;

/** Thrown by a handler to answer with a status and `{ "error": message }`. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Route = { method: string | null; parts: string[]; handler: Handler };

function splitPath(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function matchParts(pattern: string[], path: string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part === "*") {
      params["*"] = path.slice(index).join("/");
      return params;
    }
    const value = path[index];
    if (value === undefined) return null;
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return pattern.length === path.length ? params : null;
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Routes are tried in the order they were added. */
export class Router {
  readonly #routes: Route[] = [];

  get(pattern: string, handler: Handler): void {
    this.#add("GET", pattern, handler);
  }
  post(pattern: string, handler: Handler): void {
    this.#add("POST", pattern, handler);
  }
  put(pattern: string, handler: Handler): void {
    this.#add("PUT", pattern, handler);
  }
  delete(pattern: string, handler: Handler): void {
    this.#add("DELETE", pattern, handler);
  }
  all(pattern: string, handler: Handler): void {
    this.#add(null, pattern, handler);
  }

  #add(method: string | null, pattern: string, handler: Handler): void {
    this.#routes.push({ method, parts: splitPath(pattern), handler });
  }

  /** Answers one request; 404 when no route fits, 500 with the message when a handler throws. */
  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? "/", `http://${req.headers.host ?? "localhost"}`);
    const method = req.method ?? "GET";
    const path = splitPath(url.pathname);
    let bodyRead: Promise<Buffer> | undefined;
    const body = (): Promise<Buffer> => (bodyRead ??= readBody(req));
    const context: Context = {
      req,
      res,
      url,
      method,
      params: {},
      body,
      async json<T>(): Promise<T> {
        const text = (await body()).toString("utf8");
        if (text === "") return {} as T;
        try {
          return JSON.parse(text) as T;
        } catch {
          throw new HttpError(400, "The request body is not JSON.");
        }
      },
      send(status, payload, headers = {}) {
        if (res.headersSent || res.destroyed) return;
        const raw = typeof payload === "string" || Buffer.isBuffer(payload);
        const bytes = payload === undefined ? "" : raw ? payload : JSON.stringify(payload);
        res.writeHead(status, {
          ...(raw || payload === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
          "content-length": Buffer.byteLength(bytes),
          ...headers,
        });
        res.end(method === "HEAD" ? undefined : bytes);
      },
    };
    try {
      for (const route of this.#routes) {
        if (
          route.method !== null &&
          route.method !== method &&
          !(route.method === "GET" && method === "HEAD")
        ) {
          continue;
        }
        const params = matchParts(route.parts, path);
        if (params === null) continue;
        context.params = params;
        await route.handler(context);
        return;
      }
      context.send(404, { error: `dev store: no route for ${method} ${url.pathname}` });
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      if (status === 500) console.error(error);
      context.send(status, { error: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(router: Router, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((req, res) => void router.handle(req, res));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends open connections too, so that nothing outlives the dev store. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
