import { config, isEmbedded, shellOrigin } from "./config.js";
import { createPicker, createResourcePicker } from "./pickers.js";
import { strict } from "./strict.js";

const TOAST_DURATION_MS = 5000;

/** The `shopify` global. What the admin itself draws goes through the channel; what is missing throws with its name. */
export function createShopifyGlobal(channel) {
  const element = (tag) => (id) => {
    const found = document.getElementById(id);
    if (found?.localName !== tag) throw new Error(`no <${tag}> with the id "${id}" in the page`);
    return found;
  };
  const modal = element("ui-modal");
  const saveBar = element("ui-save-bar");

  return strict("shopify", {
    config,
    origin: shellOrigin,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded: isEmbedded, pos: false, intent: false },
    setSignals() {},
    idToken: () => channel.request("id-token"),
    user: () => channel.request("user"),
    loading: (isLoading = true) => channel.notify("loading", { isLoading }),
    toast: toastApi(channel),
    modal: strict("shopify.modal", {
      show: async (id) => modal(id).show(),
      hide: async (id) => modal(id).hide(),
      toggle: async (id) => modal(id).toggle(),
    }),
    saveBar: strict("shopify.saveBar", {
      show: async (id) => saveBar(id).show(),
      hide: async (id) => saveBar(id).hide(),
      toggle: async (id) => saveBar(id).toggle(),
      leaveConfirmation: async () => {
        const bars = [...document.querySelectorAll("ui-save-bar")].filter((bar) => bar.showing);
        if (bars.length === 0) return;
        const leave = await channel.request("leave-confirmation");
        // Staying leaves the promise open: the caller's navigation simply does not happen.
        if (!leave) await new Promise(() => {});
        await Promise.all(bars.map((bar) => bar.hide()));
      },
    }),
    resourcePicker: createResourcePicker(channel),
    picker: createPicker(channel),
    scopes: strict("shopify.scopes", {
      query: () => channel.request("scopes:query"),
      request: (scopes) => channel.request("scopes:request", { scopes }),
      revoke: (scopes) => channel.request("scopes:revoke", { scopes }),
    }),
  });
}

function toastApi(channel) {
  const shown = new Map();
  let lastId = 0;
  channel.on("toast:action", ({ id }) => shown.get(id)?.onAction?.());
  channel.on("toast:dismiss", ({ id }) => {
    shown.get(id)?.onDismiss?.();
    shown.delete(id);
  });
  return strict("shopify.toast", {
    show(message, options = {}) {
      const id = `toast-${++lastId}`;
      shown.set(id, options);
      const { duration = TOAST_DURATION_MS, isError = false, action } = options;
      channel.notify("toast:show", { id, message, duration, isError, action });
      return id;
    },
    hide: (id) => channel.notify("toast:hide", { id }),
  });
}
