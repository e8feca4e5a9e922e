import { callAdmin } from "./admin-api.js";
import { adminUrl } from "./admin-urls.js";
import { serveFrame } from "./channel.js";
import { hideToast, setLoading, showToast } from "./overlays.js";
import { pageData } from "./page-data.js";
import { pickItems } from "./item-picker.js";
import { pickResources } from "./resource-picker.js";

/**
 * Loads an extension into a frame and serves what it asks of the admin.
 * @param {HTMLIFrameElement} frame
 * @param {{ extension, target: string, openAction: Function, onResize?: Function, onRan?: Function, onClose?: Function }} options
 */
export function mountExtension(frame, { extension, target, openAction, onResize, onRan, onClose }) {
  const address = new URLSearchParams({ handle: extension.handle, target, resource: pageData.resource });
  frame.src = `/store/${pageData.store}/__shell/extension?${address}`;
  return serveFrame(frame, {
    "id-token": async () => (await callAdmin("id-token", { method: "POST" })).token,
    graphql: ({ version, ...body }) =>
      callAdmin(`graphql${version ? `?version=${version}` : ""}`, { method: "POST", body }),
    "extension-navigate": ({ url }) => openAction(new URL(url).hostname || url.replace("extension://", "")),
    navigate: ({ url, newTab }) => {
      const destination = adminUrl(url, pageData.appOrigin);
      if (newTab) window.open(destination, "_blank", "noopener");
      else location.assign(destination);
    },
    intent: ({ intent }) => {
      throw new Error(`the intent ${JSON.stringify(intent)} is not implemented by the dev store`);
    },
    "resource-picker": pickResources,
    picker: pickItems,
    "toast:show": (toast) => showToast(toast),
    "toast:hide": ({ id }) => hideToast(id),
    loading: ({ isLoading }) => setLoading(isLoading),
    resize: ({ height }) => onResize?.(height),
    ran: ({ value }) => onRan?.(value),
    close: () => onClose?.(),
  });
}
