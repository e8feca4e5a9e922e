/** Runs one admin UI extension in this document. */
import { createPicker, createResourcePicker } from "../app-bridge/pickers.js";
import { strict } from "../app-bridge/strict.js";
import { connectToHost } from "../client/channel.js";
import { defineActionElements } from "./action-elements.js";
import { patchFetch } from "./extension-fetch.js";
import { defineFieldElements } from "./field-elements.js";
import { createI18n } from "./i18n.js";
import { defineLayoutElements } from "./layout-elements.js";
import { createStorage } from "./storage.js";
import { reportHeight } from "./frame-height.js";
import { reportForeignElements, showHostError } from "./strictness.js";
import { defineTableElements } from "./table-elements.js";
import { defineTextElements } from "./text-elements.js";

const { handle, name, target, selected, locale, translations, appOrigin, bundleUrl } = JSON.parse(
  document.getElementById("extension-data").textContent,
);
const channel = connectToHost(window.parent, location.origin);
const renderers = new Map();
const isAction = /[.-]action\./.test(target);

const idToken = () => channel.request("id-token");
const query = (document, { variables, version } = {}) =>
  channel.request("graphql", { query: document, variables, version });
const close = () => channel.notify("close");
const navigate = (url) => channel.notify("extension-navigate", { url: String(url) });

window.shopify = strict("shopify", {
  /** Called by the bundle that the CLI builds. */
  extend: (extended, render) => renderers.set(extended, render),
  setSignals() {},
  extension: { target },
  data: { selected },
  i18n: createI18n(translations, locale),
  auth: { idToken },
  storage: createStorage(handle),
  query,
  intents: strict("shopify.intents", {
    invoke: (intent, options) => channel.request("intent", { intent, options }),
  }),
  resourcePicker: createResourcePicker(channel),
  picker: createPicker(channel),
  toast: strict("shopify.toast", {
    show: (message, options = {}) =>
      channel.notify("toast:show", { message, duration: options.duration, isError: options.isError }),
  }),
  loading: (isLoading = true) => channel.notify("loading", { isLoading }),
  ...(isAction ? { close } : { navigation: { navigate } }),
});

window.addEventListener("error", (event) => showHostError(event.message));
window.addEventListener("unhandledrejection", (event) =>
  showHostError(String(event.reason?.message ?? event.reason)),
);

patchFetch(appOrigin, idToken, async (body, version) =>
  Response.json(await channel.request("graphql", { ...JSON.parse(body), version })),
);
defineLayoutElements();
defineTextElements();
defineFieldElements();
defineTableElements();
defineActionElements({
  extensionName: name,
  close,
  follow: (href, linkTarget) => navigateFromLink(href, linkTarget),
});
reportForeignElements(showHostError);
reportHeight((height) => channel.notify("resize", { height }));

const script = document.createElement("script");
script.src = bundleUrl;
script.onerror = () =>
  showHostError(`cannot load ${bundleUrl}: build the extensions first (shopify app build)`);
script.onload = async () => {
  const render = renderers.get(target);
  if (!render) return showHostError(`the bundle of "${handle}" does not extend ${target}`);
  channel.notify("ran", { value: await render() });
};
document.head.append(script);

/** Links of extensions lead through the admin: the app's pages, other extensions, or elsewhere. */
function navigateFromLink(href, linkTarget) {
  if (href.startsWith("extension://")) navigate(href);
  else channel.notify("navigate", { url: href, newTab: linkTarget === "_blank" });
}
