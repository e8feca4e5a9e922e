import { createServer, request, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allowFraming, startTunnel, type Tunnel } from "./tunnel.ts";

const SHELL = "http://127.0.0.1:4000";

let app: Server;
let tunnel: Tunnel;
let sockets: Set<Socket>;

beforeEach(async () => {
  sockets = new Set();
  app = createServer();
  app.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const target = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  tunnel = await startTunnel({ port: 0, target: () => target, shellOrigin: SHELL });
});

afterEach(async () => {
  await tunnel.stop();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => app.close(resolve));
});

describe("the tunnel", () => {
  it("adds the admin's origin to frame-ancestors and leaves the rest of the policy alone", async () => {
    app.on("request", (_request, response) => {
      response.setHeader(
        "content-security-policy",
        "default-src 'self'; frame-ancestors https://a.myshopify.com https://admin.shopify.com;",
      );
      response.end();
    });
    const policy = (await fetch(tunnel.url)).headers.get("content-security-policy");
    expect(policy).toBe(
      `default-src 'self'; frame-ancestors https://a.myshopify.com https://admin.shopify.com ${SHELL};`,
    );
  });

  it.each([
    ["default-src 'self'", "default-src 'self'"],
    ["frame-ancestors 'none'", `frame-ancestors ${SHELL}`],
    ["frame-ancestors 'self'; img-src *", `frame-ancestors 'self' ${SHELL}; img-src *`],
  ])("turns the policy %s into %s", (policy, expected) => {
    expect(allowFraming(policy, SHELL)).toBe(expected);
  });

  it("passes method, path, query, headers and body on, and the answer back", async () => {
    const received: { method?: string; url?: string; topic?: unknown; host?: unknown; bytes: number } = {
      bytes: 0,
    };
    app.on("request", (incoming, response) => {
      Object.assign(received, {
        method: incoming.method,
        url: incoming.url,
        topic: incoming.headers["x-shopify-topic"],
        host: incoming.headers.host,
      });
      incoming.on("data", (chunk: Buffer) => (received.bytes += chunk.length));
      incoming.on("end", () => {
        response.writeHead(201, { "set-cookie": ["a=1", "b=2"] });
        response.end("made");
      });
    });
    const body = Buffer.alloc(3_000_000, 7);
    const answer = await fetch(`${tunnel.url}/webhooks?x=%2F`, {
      method: "POST",
      body,
      headers: { "x-shopify-topic": "orders/create" },
    });
    expect([answer.status, await answer.text(), answer.headers.getSetCookie()]).toEqual([
      201,
      "made",
      ["a=1", "b=2"],
    ]);
    expect(received).toEqual({
      method: "POST",
      url: "/webhooks?x=%2F",
      topic: "orders/create",
      host: new URL(tunnel.url).host,
      bytes: 3_000_000,
    });
  });

  it("streams an answer while the app is still writing it", async () => {
    let finish = (): void => {};
    app.on("request", (_request, response) => {
      response.write("first");
      finish = () => response.end("last");
    });
    const call = request(tunnel.url);
    call.end();
    const [response] = (await once(call, "response")) as [NodeJS.ReadableStream];
    const [chunk] = (await once(response, "data")) as [Buffer];
    expect(String(chunk)).toBe("first");
    finish();
    const [rest] = (await once(response, "data")) as [Buffer];
    expect(String(rest)).toBe("last");
  });

  it("carries a web socket both ways", async () => {
    app.on("upgrade", (_request, socket: Socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.on("data", (data) => socket.write(`echo ${String(data)}`));
    });
    const { port } = new URL(tunnel.url);
    const client = connect(Number(port), "127.0.0.1");
    client.write("GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    const [head] = (await once(client, "data")) as [Buffer];
    expect(String(head)).toContain("101 Switching Protocols");
    client.write("hello");
    const [echo] = (await once(client, "data")) as [Buffer];
    expect(String(echo)).toBe("echo hello");
    client.destroy();
  });

  it("answers 502 with the reason when the app does not listen", async () => {
    const { port } = app.address() as AddressInfo;
    await new Promise((resolve) => app.close(resolve));
    const answer = await fetch(tunnel.url);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain(`http://127.0.0.1:${port} does not answer`);
    app = createServer().listen(0);
  });

  it("says which port is taken", async () => {
    const { port } = new URL(tunnel.url);
    const second = startTunnel({
      port: Number(port),
      target: () => "http://127.0.0.1:1",
      shellOrigin: SHELL,
    });
    await expect(second).rejects.toThrow(`port ${port} is taken`);
  });
});
