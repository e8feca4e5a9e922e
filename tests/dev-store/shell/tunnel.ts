import { createServer, request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export interface TunnelOptions {
  /** Port to listen on; 0 takes a free one. */
  port: number;
  /** Where the app listens now, e.g. `http://127.0.0.1:3000`. Asked for every request, so the app may move. */
  target(): string;
  /** Origin of the admin page, allowed to frame the app. */
  shellOrigin: string;
  /** Interface to listen on; loopback unless told. */
  host?: string;
}

export interface Tunnel {
  /** Public origin of the app: its `SHOPIFY_APP_URL`. */
  url: string;
  stop(): Promise<void>;
}

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
]);

/**
 * Puts a reverse proxy in front of the app, as `shopify app dev` does. Bodies and web sockets pass untouched;
 * the one change is that the admin page's origin joins the `frame-ancestors` that the app sends.
 * @throws Error that names the port when it is taken
 */
export async function startTunnel(options: TunnelOptions): Promise<Tunnel> {
  const host = options.host ?? "127.0.0.1";
  const sockets = new Set<Duplex>();
  const server = createServer((incoming, outgoing) => forward(incoming, outgoing, options));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
    upgrade(incoming, socket, head, options),
  );
  await listen(server, options.port, host);

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Adds an origin to every `frame-ancestors` directive; a policy without one is left alone.
 * @param policy a Content-Security-Policy header value
 */
export function allowFraming(policy: string, origin: string): string {
  return policy.replace(/frame-ancestors([^;]*)/gi, (_directive, sources: string) => {
    const kept = sources.replace(/'none'/gi, "").trim();
    return `frame-ancestors ${kept ? `${kept} ` : ""}${origin}`;
  });
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, options: TunnelOptions): void {
  const upstream = httpRequest(new URL(incoming.url ?? "/", options.target()), {
    method: incoming.method,
    headers: forwardedHeaders(incoming),
  });
  upstream.on("response", (response) => {
    outgoing.writeHead(
      response.statusCode ?? 502,
      response.statusMessage,
      responseHeaders(response.headers, options),
    );
    response.pipe(outgoing);
    response.on("error", () => outgoing.destroy());
  });
  upstream.on("error", (error) => {
    if (outgoing.headersSent) {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
    outgoing.end(`The app at ${options.target()} does not answer: ${error.message}\n`);
  });
  outgoing.on("close", () => upstream.destroy());
  incoming.pipe(upstream);
}

function forwardedHeaders(incoming: IncomingMessage): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (!HOP_BY_HOP.has(name)) headers[name] = value;
  }
  const publicHost = incoming.headers.host;
  if (publicHost !== undefined) headers["x-forwarded-host"] = publicHost;
  headers["x-forwarded-proto"] = "http";
  headers["x-forwarded-for"] = incoming.socket.remoteAddress;
  return headers;
}

function responseHeaders(headers: IncomingHttpHeaders, options: TunnelOptions): IncomingHttpHeaders {
  const passed: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (HOP_BY_HOP.has(name)) continue;
    passed[name] =
      name === "content-security-policy" && typeof value === "string"
        ? allowFraming(value, options.shellOrigin)
        : value;
  }
  return passed;
}

/** A web socket is a raw pipe after its handshake: repeat the handshake to the app, then join both ends. */
function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, options: TunnelOptions): void {
  const target = new URL(options.target());
  const upstream = connect(Number(target.port || 80), target.hostname, () => {
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    }
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE" ? new Error(`port ${port} is taken; give the tunnel another one`) : error,
      );
    });
    server.listen(port, host, () => resolve());
  });
}
