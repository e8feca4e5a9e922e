import type { ReactNode } from "react";

/** A page outside the admin: no Polaris, no App Bridge, nothing that can fail. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="bb-plain">
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** What a visitor sees who comes without the admin around the app. It never asks for a shop's address. */
export function OpenFromAdmin() {
  return (
    <PlainPage title="Open Batchbook from your Shopify admin">
      <p>Batchbook works inside Shopify, so there is nothing to sign in to here.</p>
      <ol>
        <li>Go to your Shopify admin.</li>
        <li>
          Choose <strong>Apps</strong> in the menu.
        </li>
        <li>
          Choose <strong>Batchbook</strong>.
        </li>
      </ol>
      <p>Not installed yet? Find Batchbook in the Shopify App Store and choose Install.</p>
    </PlainPage>
  );
}
