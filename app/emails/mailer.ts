/** One message to one address. All text; nothing in it is trusted to be free of line breaks or markup. */
export interface Mail {
  /** With its angle brackets. The same for every try, so that a second copy can be told from a second notice. */
  messageId: string;
  to: { address: string; name: string | null };
  /** Shown as the sender's name; the sender's address is the mailer's own. */
  fromName: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
}

/**
 * What became of a mail.
 * - `accepted`: the server has taken it over.
 * - `bounced`: the server refused the address for good; another try would not help.
 * - `refused`: the server refused this mail for now, or for a reason that is not the address.
 * - `unavailable`: no connection, no login, or the service is closing: nothing was handed over, other mails would fare the same.
 * - `uncertain`: the connection broke after the whole mail was given and before the answer came: the server may have it.
 */
export type MailResult =
  { outcome: "accepted" } | { outcome: "bounced" | "refused" | "unavailable" | "uncertain"; reason: string };

/** Hands mails to an SMTP server over a pool of connections. */
export interface Mailer {
  /** How many mails may be under way at once. */
  readonly connections: number;
  /** Never rejects for what the server or the network does: that is a result. */
  send(mail: Mail): Promise<MailResult>;
  /** Lets mails under way finish, then closes the connections. */
  close(): void;
}
