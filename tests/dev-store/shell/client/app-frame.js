import { callAdmin } from "./admin-api.js";
import { adminUrl } from "./admin-urls.js";
import { serveFrame } from "./channel.js";
import { markAppNavigation, onAppNavigation, rememberAppNavigation } from "./navigation.js";
import { confirmModal, hideToast, setLoading, showToast } from "./overlays.js";
import { pageData } from "./page-data.js";
import { pickItems } from "./item-picker.js";
import { pickResources } from "./resource-picker.js";
import { drawSaveBar, hasUnsavedChanges, onSaveBar, shakeSaveBar } from "./save-bar.js";
import { scopesApi } from "./scopes.js";
import { drawTitleBar } from "./title-bar.js";

/** Serves the app in its frame: tokens, title bar, save bar, toasts, pickers, scopes, and an address bar that follows. */
export function startAppFrame() {
  const frame = document.querySelector(".app-frame");
  const appBase = `/store/${pageData.store}/apps/${pageData.app.apiKey}`;
  setLoading(true);
  frame.addEventListener("load", () => {
    setLoading(false);
    setOverlay(false);
  });

  const host = serveFrame(frame, {
    "id-token": async () => (await callAdmin("id-token", { method: "POST" })).token,
    user: () => callAdmin("user"),
    location: ({ path, title }) => {
      if (location.pathname + location.search + location.hash !== appBase + path)
        history.replaceState(null, "", appBase + path);
      document.title = `${title || pageData.app.name} · ${pageData.app.name}`;
      markAppNavigation(path);
    },
    navigate: ({ url, newTab }) => {
      const target = adminUrl(url, pageData.appOrigin);
      if (newTab) window.open(target, "_blank", "noopener");
      else location.assign(target);
    },
    loading: ({ isLoading }) => setLoading(isLoading),
    "navigation-menu": ({ items }) => {
      rememberAppNavigation(items);
      markAppNavigation(location.pathname.slice(appBase.length) || "/");
    },
    "title-bar": (model) => drawTitleBar(model, (index) => host.emit("title-bar:click", { index })),
    "save-bar": (model) => drawSaveBar(model),
    "leave-confirmation": () => confirmLeaving(),
    overlay: ({ open }) => setOverlay(open),
    "toast:show": (toast) =>
      showToast({
        ...toast,
        onAction: () => host.emit("toast:action", { id: toast.id }),
        onDismiss: () => host.emit("toast:dismiss", { id: toast.id }),
      }),
    "toast:hide": ({ id }) => hideToast(id),
    "resource-picker": pickResources,
    picker: pickItems,
    ...scopesApi,
  });

  frame.src = frame.dataset.src;
  onSaveBar((choice) => host.emit(`save-bar:${choice}`));
  onAppNavigation((href) => void leaveFor(() => host.emit("navigation-menu:click", { href })));
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".top-bar a, .navigation a:not([data-app-href])");
    if (!link || !hasUnsavedChanges()) return;
    event.preventDefault();
    void leaveFor(() => location.assign(link.href));
  });

  function setOverlay(open) {
    document.body.classList.toggle("is-dimmed", open);
    for (const outside of elementsAround(frame)) outside.inert = open;
  }

  async function leaveFor(go) {
    if (await confirmLeaving()) go();
  }
}

/** Everything of the page that does not hold the element: out of reach while a modal in it is open. */
function elementsAround(inside) {
  const around = [];
  for (let node = inside; node !== document.body; node = node.parentElement) {
    around.push(...[...node.parentElement.children].filter((sibling) => sibling !== node));
  }
  return around.filter((element) => !element.classList.contains("toasts"));
}

async function confirmLeaving() {
  if (!hasUnsavedChanges()) return true;
  shakeSaveBar();
  const leave = await confirmModal({
    title: "Leave page with unsaved changes?",
    text: "Leaving this page will delete all unsaved changes.",
    yes: "Leave page",
    no: "Stay",
    critical: true,
  });
  if (leave) drawSaveBar(null);
  return leave;
}
