import PostalMime from "postal-mime";
import type { Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** What the sink does with one command instead of taking it. */
export type SmtpFault =
  /** Answers with a code and a text. */
  | { answer: number; text: string }
  /** Cuts the connection without an answer: at the end of a mail, after having taken it. */
  | "hang_up";

export interface TakenMail {
  /** Of the envelope. */
  from: string;
  to: string;
  mail: Email;
}

export interface SmtpSink {
  readonly url: string;
  /** Every mail taken, in the order of arrival, whether or not its sender learnt of it. */
  readonly mails: TakenMail[];
  /** Asked at each command; null: go on. Reset before each test. */
  onRecipient: (address: string) => SmtpFault | null;
  onMail: (mail: TakenMail, nth: number) => SmtpFault | null;
}

/** A real SMTP server on a free port for this test file. */
export function useSmtpSink(): SmtpSink {
  const state: { url: string; mails: TakenMail[] } & Pick<SmtpSink, "onRecipient" | "onMail"> = {
    url: "",
    mails: [],
    onRecipient: () => null,
    onMail: () => null,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onRcptTo(address, session, done) {
      answer(state.onRecipient(address.address), session.id, done);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? "" : mailFrom.address;
          const taken = { from, to: rcptTo.map((recipient) => recipient.address).join(","), mail };
          const fault = state.onMail(taken, state.mails.length + 1);
          if (fault === null || fault === "hang_up") state.mails.push(taken);
          answer(fault, session.id, done);
        }, done);
      });
    },
  });
  // A client that is gone is part of what the tests do.
  server.on("error", () => undefined);

  function answer(fault: SmtpFault | null, sessionId: string, done: (error?: Error | null) => void): void {
    if (fault === null) {
      done();
    } else if (fault === "hang_up") {
      for (const connection of server.connections) {
        if ((connection as unknown as { id: string }).id === sessionId) closeHard(connection);
      }
    } else {
      done(Object.assign(new Error(fault.text), { responseCode: fault.answer }));
    }
  }

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    state.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    state.mails.length = 0;
    state.onRecipient = () => null;
    state.onMail = () => null;
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  });
  return state;
}

function closeHard(connection: unknown): void {
  (connection as { _socket: { destroy(): void } })._socket.destroy();
}
