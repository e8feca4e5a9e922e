import type { DevStore } from "../../dev-store.ts";
import { HttpError, type Router } from "../../http.ts";
import type { Mail } from "../../inbox.ts";
import type { Shop } from "../../state/types.ts";
import { html, type Html } from "../html.ts";
import type { SendPage } from "../mount.ts";
import { emptyState, pageHeader } from "./pieces.ts";

const LIST_LENGTH = 200;

/** `/inbox`: what the app sent, newest first, with a search by recipient or subject; `/inbox/{id}` reads one. */
export function mountInbox(router: Router, devStore: DevStore, sendPage: SendPage): void {
  // With one shop its navigation stays beside the inbox; with several the inbox belongs to none of them.
  const shopOfInbox = (): Shop | null => {
    const [first, ...others] = devStore.shops.all();
    return first !== undefined && others.length === 0 ? first : null;
  };

  router.get("/inbox", async (context) => {
    await sendPage(context, shopOfInbox(), {
      title: "Inbox",
      section: "inbox",
      content: inboxPage(devStore.inbox.mails(), null, context.url),
    });
  });
  router.get("/inbox/:id", async (context) => {
    const mail = devStore.inbox.mails().find(({ id }) => String(id) === context.params["id"]);
    if (mail === undefined) throw new HttpError(404, "There is no such mail.");
    await sendPage(context, shopOfInbox(), {
      title: mail.subject || "Mail",
      section: "inbox",
      content: inboxPage(devStore.inbox.mails(), mail, context.url),
    });
  });
  // In a frame without rights: what the app sends must not reach this page.
  router.get("/inbox/:id/body", (context) => {
    const mail = devStore.inbox.mails().find(({ id }) => String(id) === context.params["id"]);
    if (mail === undefined) throw new HttpError(404, "There is no such mail.");
    context.send(
      200,
      mail.html ??
        html`<pre style="white-space:pre-wrap;font:14px/1.5 sans-serif;padding:16px">${mail.text}</pre>`
          .markup,
      {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy":
          "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *; sandbox",
      },
    );
  });
}

function inboxPage(mails: readonly Mail[], open: Mail | null, url: URL): Html {
  const to = (url.searchParams.get("to") ?? "").trim();
  const wanted = to.toLowerCase();
  const shown = mails
    .filter(
      (mail) =>
        recipients(mail).toLowerCase().includes(wanted) || mail.subject.toLowerCase().includes(wanted),
    )
    .toReversed();
  const search = to === "" ? "" : `?to=${encodeURIComponent(to)}`;
  return html`${pageHeader({ title: "Inbox", subtitle: "Every mail the app sent. Nothing leaves this machine." })}
    <div class="inbox">
      <section class="card card--flush" aria-label="Mails">
        <form class="filter" role="search" action="/inbox">
          <input
            type="search"
            name="to"
            value="${to}"
            placeholder="Search by recipient or subject"
            aria-label="Search mails"
          />
        </form>
        <p class="card__note" data-live="count">
          ${shown.length.toLocaleString("en")} of ${mails.length.toLocaleString("en")}
        </p>
        <div class="inbox__list" data-live="mails">
          ${shown.slice(0, LIST_LENGTH).map((mail) => mailRow(mail, open, search))}
          ${shown.length === 0 && emptyState("No mails", "They appear here a moment after the app sends them.")}
        </div>
      </section>
      ${open === null ? html`<section class="card">${emptyState("Choose a mail", "Its text and headers appear here.")}</section>` : mailView(open)}
    </div>`;
}

function mailRow(mail: Mail, open: Mail | null, search: string): Html {
  return html`<a
    class="mail"
    href="/inbox/${mail.id}${search}"
    ${mail.id === open?.id && html`aria-current="true"`}
  >
    <span class="mail__line"
      ><strong>${recipients(mail)}</strong><span class="subdued">${timeOf(mail)}</span></span
    >
    <span class="mail__line"><span>${mail.subject}</span></span></a
  >`;
}

function mailView(mail: Mail): Html {
  return html`<article class="card mail-view" aria-label="Mail">
    <header class="mail-view__head">
      <h2>${mail.subject}</h2>
      <dl class="facts">
        <dt>To</dt>
        <dd>${recipients(mail)}</dd>
        <dt>From</dt>
        <dd>${mail.from}</dd>
        <dt>Received</dt>
        <dd>${new Date(mail.at).toLocaleString("en-GB")}</dd>
      </dl>
    </header>
    <iframe src="/inbox/${mail.id}/body" sandbox="" title="Message"></iframe>
    <details>
      <summary>Plain text</summary>
      <pre>${mail.text || "This mail has no text part."}</pre>
    </details>
    <details>
      <summary>Headers</summary>
      <pre>${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>
    </details>
  </article>`;
}

function recipients(mail: Mail): string {
  return mail.envelopeTo.join(", ");
}

function timeOf(mail: Mail): string {
  return new Date(mail.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
