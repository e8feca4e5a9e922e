import { createTransport, type Transporter } from "nodemailer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultPlan } from "./faults.ts";
import { Inbox } from "./inbox.ts";

let faults: FaultPlan;
let inbox: Inbox;
let mailer: Transporter;

beforeEach(async () => {
  faults = new FaultPlan();
  inbox = new Inbox(faults);
  const port = await inbox.listen(0);
  mailer = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true, socketTimeout: 500 });
});
afterEach(async () => {
  mailer.close();
  await inbox.stop();
});

async function send(to: string): Promise<void> {
  await mailer.sendMail({
    from: "Fern & Tallow <hello@fern.example>",
    to,
    subject: "Rückruf: Lavendelseife",
    text: "Bitte nicht benutzen.",
    html: "<p>Bitte nicht benutzen.</p>",
    headers: { "X-Batch": "LAV-0412" },
  });
}

describe("the inbox", () => {
  it("keeps a mail with its envelope, headers, text and HTML", async () => {
    await send("Ada <ada@example.com>");
    expect(inbox.mails()).toMatchObject([
      {
        envelopeTo: ["ada@example.com"],
        from: "hello@fern.example",
        to: ["ada@example.com"],
        subject: "Rückruf: Lavendelseife",
        text: expect.stringContaining("Bitte nicht benutzen.") as string,
        html: expect.stringContaining("<p>Bitte nicht benutzen.</p>") as string,
        headers: { "x-batch": "LAV-0412" },
      },
    ]);
  });

  it("finds the mails of one address, whatever its case, and forgets all when told", async () => {
    await send("ada@example.com");
    await send("ben@example.com");
    expect(inbox.mails("ADA@example.com")).toHaveLength(1);
    inbox.clear();
    expect(inbox.mails()).toEqual([]);
  });

  it("waits for mails, and not for ever", async () => {
    const waiting = inbox.waitFor(1, 2000);
    await send("ada@example.com");
    expect(await waiting).toHaveLength(1);
    await expect(inbox.waitFor(2, 50)).rejects.toThrow(/there are 1/);
  });

  it.each([
    ["smtp-rcpt", "550", 550],
    ["smtp-rcpt", "451", 451],
    ["smtp-data", "554", 554],
  ] as const)(
    "refuses at %s with %s on request, for one address, and keeps nothing",
    async (kind, action, code) => {
      faults.add({ kind, action, nth: 1, name: "ada@example.com" });
      await send("ben@example.com");
      await expect(send("ada@example.com")).rejects.toMatchObject({ responseCode: code });
      await send("ada@example.com");
      expect(inbox.mails("ada@example.com")).toHaveLength(1);
    },
  );

  it("drops the line after it took the message and before it said so", async () => {
    faults.add({ kind: "smtp-data", action: "hangup-after", nth: 1 });
    await expect(send("ada@example.com")).rejects.toThrow();
    expect(inbox.mails("ada@example.com")).toHaveLength(1);
  });

  it("drops the line without taking the message", async () => {
    faults.add({ kind: "smtp-data", action: "hangup", nth: 1 });
    await expect(send("ada@example.com")).rejects.toThrow();
    expect(inbox.mails()).toEqual([]);
  });

  it("stalls until the client gives up", async () => {
    faults.add({ kind: "smtp-rcpt", action: "timeout", nth: 1 });
    await expect(send("ada@example.com")).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });
});
