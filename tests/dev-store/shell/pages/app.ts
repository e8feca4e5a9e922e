import { html, type Html } from "../html.ts";

/**
 * The app in its frame, under the title bar that the page's script draws from what the app says.
 * The script also gives the frame its address, once it listens: a fast app would speak before anybody hears.
 */
export function appPage(app: { name: string }, frameUrl: string): Html {
  return html`<div class="app-title-bar" data-title-bar>
      <span class="app-mark" aria-hidden="true">${app.name.slice(0, 1)}</span>
      <h1>${app.name}</h1>
    </div>
    <iframe
      class="app-frame"
      name="app-iframe"
      title="${app.name}"
      data-src="${frameUrl}"
      allow="clipboard-write"
    ></iframe>
    <noscript>The admin needs JavaScript.</noscript>`;
}
