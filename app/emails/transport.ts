import { Transform } from "node:stream";
import { createTransport } from "nodemailer";
import type { SendMailOptions } from "nodemailer";
import type { Mail, Mailer, MailResult } from "./mailer.ts";
import { onOneLine } from "./slots.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:port`, `smtps://` for TLS from the first byte. */
  url: string;
  /** Address of the sender, with or without a display name; the name of each mail is its own. */
  from: string;
  connections?: number;
}

const DEFAULT_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 15_000;
const SOCKET_TIMEOUT_MS = 60_000;

/** One address, nothing that could be read as a second one or as a header. Servers judge the rest. */
const ADDRESS = /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+$/u;

/** A mailer over a pool of SMTP connections, opened when first needed. */
export function createSmtpMailer({ url, from, connections = DEFAULT_CONNECTIONS }: SmtpOptions): Mailer {
  const sender = addressOf(from);
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: connections,
    // The library would put a mail back into its own queue when a connection closes; whether to send again is decided here.
    maxRequeues: 0,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use("stream", (mail, done) => {
    const given = (mail.data as { given?: Given }).given;
    if (given !== undefined) mail.message.transform(() => watchEnd(given));
    done();
  });

  return {
    connections,
    async send(mail) {
      if (!ADDRESS.test(mail.to.address)) return { outcome: "bounced", reason: "not an e-mail address" };
      const given: Given = { whole: false };
      try {
        await transport.sendMail({ ...toMessage(mail, sender), given } as SendMailOptions);
        return { outcome: "accepted" };
      } catch (error) {
        return judge(error as SmtpError, given, mail.to.address);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

function toMessage(mail: Mail, sender: string): SendMailOptions {
  return {
    from: { name: onOneLine(mail.fromName), address: sender },
    to: { name: mail.to.name === null ? "" : onOneLine(mail.to.name), address: mail.to.address },
    ...(mail.replyTo !== null && ADDRESS.test(mail.replyTo) ? { replyTo: mail.replyTo } : {}),
    envelope: { from: sender, to: mail.to.address },
    messageId: mail.messageId,
    subject: onOneLine(mail.subject),
    html: mail.html,
    text: mail.text,
    // Keeps holiday replies of thousands of buyers away from the merchant (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** Whether the server was given the whole mail: from then on, silence does not mean that it has none. */
interface Given {
  whole: boolean;
}

function watchEnd(given: Given): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      done(null, chunk);
    },
    flush(done) {
      given.whole = true;
      done();
    },
  });
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

const CLOSING = 421;

/** See `MailResult`. Reply codes: RFC 5321; the `5.1` and `5.2` in a reply name the mailbox as the cause (RFC 3463). */
function judge(error: SmtpError, given: Given, address: string): MailResult {
  const { responseCode, command } = error;
  // Servers like to repeat the address; the reason is kept in the clear, the address is not.
  const reason = onOneLine(error.message).replaceAll(address, "[address]").slice(0, 500);
  if (responseCode === CLOSING) return { outcome: "unavailable", reason };
  if (error.code === "EENVELOPE" || error.code === "EMESSAGE") {
    if (responseCode === undefined) return { outcome: "bounced", reason };
    const permanent = responseCode >= 500;
    const enhanced = /\b5\.([0-9])\.[0-9]{1,3}\b/.exec(reason)?.[1];
    const addressAtFault =
      enhanced === undefined ? command === "RCPT TO" : enhanced === "1" || enhanced === "2";
    return { outcome: permanent && addressAtFault ? "bounced" : "refused", reason };
  }
  return { outcome: given.whole ? "uncertain" : "unavailable", reason };
}

function addressOf(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();
}
