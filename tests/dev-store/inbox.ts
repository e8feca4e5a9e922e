/** The inbox: an SMTP server that keeps every mail, and can refuse, stall or hang up when asked. */
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { FaultPlan } from "./faults.ts";

export type Mail = {
  id: number;
  at: number;
  /** The envelope: who it was really sent to. */
  envelopeFrom: string;
  envelopeTo: string[];
  from: string;
  to: string[];
  subject: string;
  messageId: string | null;
  /** Header names in lower case; the last of a repeated header. */
  headers: Record<string, string>;
  text: string;
  html: string;
  /** The message as it came. */
  raw: string;
};

/** Longer than any client waits. */
const STALL_MS = 600_000;

function refusal(code: string): Error {
  return Object.assign(new Error(`dev store: refused with ${code} on request`), {
    responseCode: Number(code),
  });
}

async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export class Inbox {
  readonly #faults: FaultPlan;
  readonly #server: SMTPServer;
  readonly #sockets = new Map<string, { destroy(): void }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #mails: Mail[] = [];
  #nextId = 1;
  #waiters: (() => void)[] = [];

  constructor(faults: FaultPlan) {
    this.#faults = faults;
    this.#server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authOptional: true,
      allowInsecureAuth: true,
      logger: false,
      disableReverseLookup: true,
      maxClients: 200,
      onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
      onRcptTo: (address, session, done) => this.#rcpt(address.address, session, done),
      onData: (stream, session, done) => void this.#data(stream, session, done),
    });
    // A client that goes away in the middle is no news.
    this.#server.on("error", () => undefined);
    this.#server.server.on("connection", (socket) => {
      const key = `${socket.remotePort}`;
      this.#sockets.set(key, socket);
      socket.once("close", () => this.#sockets.delete(key));
    });
  }

  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** Oldest first; `to` compares with the envelope, whatever its case. */
  mails(to?: string | null): Mail[] {
    const wanted = to?.toLowerCase();
    return wanted === undefined
      ? [...this.#mails]
      : this.#mails.filter((mail) => mail.envelopeTo.some((address) => address.toLowerCase() === wanted));
  }

  clear(): void {
    this.#mails = [];
  }

  /** Resolves once there are as many mails; rejects after the time given. */
  async waitFor(count: number, timeoutMs: number, to?: string): Promise<Mail[]> {
    const until = Date.now() + timeoutMs;
    while (this.mails(to).length < count) {
      const left = until - Date.now();
      if (left <= 0)
        throw new Error(`Waited ${timeoutMs} ms for ${count} mails, there are ${this.mails(to).length}.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.mails(to);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #hangUp(session: SMTPServerSession): void {
    this.#sockets.get(String(session.remotePort))?.destroy();
  }

  #stall(action: () => void): void {
    const timer = setTimeout(action, STALL_MS);
    this.#timers.add(timer);
  }

  #rcpt(address: string, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const fault = this.#faults.take("smtp-rcpt", { name: address });
    if (fault === null) done();
    else if (fault === "hangup") this.#hangUp(session);
    else if (fault === "timeout") this.#stall(() => done(refusal("421")));
    else done(refusal(fault));
  }

  async #data(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const raw = await collect(stream);
    const to = session.envelope.rcptTo.map((recipient) => recipient.address);
    const fault = this.#faults.take("smtp-data", { name: to[0] ?? "" });
    if (fault === null || fault === "hangup-after") await this.#keep(raw, session, to);
    if (fault === null) done();
    else if (fault === "hangup" || fault === "hangup-after") this.#hangUp(session);
    else if (fault === "timeout") this.#stall(() => done(refusal("421")));
    else done(refusal(fault));
  }

  async #keep(raw: Buffer, session: SMTPServerSession, to: string[]): Promise<void> {
    const parsed = await PostalMime.parse(raw);
    const sender = session.envelope.mailFrom;
    const mail: Mail = {
      id: this.#nextId,
      at: Date.now(),
      envelopeFrom: sender === false ? "" : sender.address,
      envelopeTo: to,
      from: parsed.from?.address ?? "",
      to: (parsed.to ?? []).map((recipient) => recipient.address ?? ""),
      subject: parsed.subject ?? "",
      messageId: parsed.messageId ?? null,
      headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key.toLowerCase(), value])),
      text: parsed.text ?? "",
      html: parsed.html ?? "",
      raw: raw.toString("utf8"),
    };
    this.#nextId += 1;
    this.#mails.push(mail);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
