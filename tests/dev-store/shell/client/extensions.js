import { callAdmin } from "./admin-api.js";
import { button, element } from "./dom.js";
import { mountExtension } from "./extension-frame.js";
import { openMenu } from "./menu.js";
import { pageData } from "./page-data.js";

/** Puts the app's extensions where they belong on this page: blocks in their area, actions in the "More actions" menu. */
export function startExtensions() {
  const blocks = document.querySelector("[data-extension-blocks]");
  if (blocks) void drawBlocks(blocks);
  const actions = document.querySelector("[data-extension-actions]");
  if (actions) void drawActions(actions);
}

async function drawBlocks(area) {
  const target = area.dataset.extensionBlocks;
  for (const extension of await extensionsFor(target)) {
    const frame = element("iframe", { class: "extension-block", title: extension.name });
    const foot = element(
      "p",
      { class: "extension-card__foot" },
      element("span", { class: "app-mark", "aria-hidden": "true" }, pageData.app.name.slice(0, 1)),
      pageData.app.name,
    );
    area.append(
      element(
        "section",
        { class: "card extension-card", "aria-label": extension.name, "data-extension": extension.handle },
        frame,
        foot,
      ),
    );
    mountExtension(frame, {
      extension,
      target,
      openAction,
      onResize: (height) => (frame.style.height = `${height}px`),
    });
  }
}

async function drawActions(area) {
  const target = area.dataset.extensionActions;
  const extensions = await extensionsFor(target);
  if (extensions.length === 0) return;
  area.append(
    button("More actions ▾", {
      onclick: (event) =>
        openMenu(
          event.currentTarget,
          extensions.map((extension) => ({
            label: extension.name,
            run: () => openAction(extension, target),
          })),
        ),
    }),
  );
}

/** Opens an action extension over the page; by handle when a block asks for it. */
async function openAction(extensionOrHandle, target) {
  let extension = extensionOrHandle;
  if (typeof extension === "string") {
    const { extensions } = await callAdmin("extensions");
    extension = extensions.find(({ handle }) => handle === extensionOrHandle);
    if (!extension) throw new Error(`extension://${extensionOrHandle}: the app has no such extension`);
  }
  const actionTarget = target ?? extension.targets.find((candidate) => candidate.includes(".action."));
  const frame = element("iframe", { title: extension.name });
  const dialog = element(
    "dialog",
    { class: "modal modal--extension", "aria-label": extension.name, "data-extension": extension.handle },
    element("div", { class: "modal__body" }, frame),
  );
  document.body.append(dialog);
  const mounted = mountExtension(frame, {
    extension,
    target: actionTarget,
    openAction,
    onClose: () => dialog.close(),
    onResize: (height) => (frame.style.height = `${height}px`),
  });
  dialog.addEventListener("close", () => {
    mounted.close();
    dialog.remove();
  });
  dialog.showModal();
}

async function extensionsFor(target) {
  const { extensions } = await callAdmin(`extensions?target=${target}`);
  const shown = await Promise.all(
    extensions.map(async (extension) => (await shouldRender(extension, target)) && extension),
  );
  return shown.filter(Boolean);
}

/** Runs an action's `should_render` module, when it has one, in a frame that nobody sees. */
function shouldRender(extension, target) {
  if (!extension.hasConditions) return true;
  return new Promise((resolve) => {
    const frame = element("iframe", { hidden: true, title: `${extension.name}: should it show` });
    document.body.append(frame);
    const mounted = mountExtension(frame, {
      extension,
      target: target.replace(/\.render$/, ".should-render"),
      openAction,
      onRan: (value) => {
        mounted.close();
        frame.remove();
        resolve(Boolean(value?.display));
      },
    });
  });
}
