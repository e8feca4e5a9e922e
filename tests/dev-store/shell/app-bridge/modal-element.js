import { announced } from "./announced.js";
import { describeTitleBar } from "./action-model.js";

const WIDTH = { small: "23.75rem", base: "38.75rem", large: "61.25rem", max: "calc(100vw - 2rem)" };

const STYLE = `
  :host { display: contents; }
  dialog { border: 0; padding: 0; border-radius: 16px; width: min(var(--width), calc(100vw - 2rem)); max-height: calc(100vh - 4rem);
    overflow: hidden; box-shadow: 0 20px 40px rgb(0 0 0 / .25); color: #303030; font: inherit; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgb(0 0 0 / .45); }
  header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .75rem 1rem; background: #f3f3f3; border-bottom: 1px solid #e3e3e3; }
  h2 { font-size: .875rem; font-weight: 650; margin: 0; }
  .body { overflow: auto; flex: 1; }
  iframe { border: 0; width: 100%; height: 60vh; display: block; }
  footer { display: flex; justify-content: flex-end; gap: .5rem; padding: .75rem 1rem; border-top: 1px solid #e3e3e3; }
  footer:empty { display: none; }
  button { font: inherit; font-size: .8125rem; font-weight: 550; padding: .375rem .75rem; border-radius: 8px; border: 1px solid #c9c9c9; background: #fff; color: inherit; cursor: pointer; }
  button.primary { background: #303030; border-color: #303030; color: #fff; }
  button.critical { background: #c70a24; border-color: #c70a24; color: #fff; }
  button.plain { border: 0; background: none; padding: .25rem .5rem; font-size: 1rem; line-height: 1; }
  button:disabled { opacity: .5; cursor: default; }`;

/** `ui-modal`. Drawn inside the app's frame; the admin dims itself around it. */
export function defineModal(channel) {
  class ModalElement extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML =
        `<style>${STYLE}</style><dialog><header><h2></h2><button class="plain" aria-label="Close">✕</button></header>` +
        `<div class="body"><slot></slot></div><footer></footer></dialog>`;
      this.dialog = this.shadowRoot.querySelector("dialog");
      this.dialog.addEventListener("close", () => this.afterHide());
      this.shadowRoot.querySelector("header button").addEventListener("click", () => void this.hide());
    }

    get variant() {
      return this.getAttribute("variant") ?? "base";
    }
    set variant(value) {
      this.setAttribute("variant", value);
    }
    get src() {
      return this.getAttribute("src") ?? undefined;
    }
    set src(value) {
      this.setAttribute("src", value);
    }
    /** Made on first use, after React has hydrated, so that it finds the markup it rendered. */
    get content() {
      let content = this.querySelector(":scope > [data-modal-content]");
      if (!content) {
        content = document.createElement("div");
        content.dataset.modalContent = "";
        this.append(content);
      }
      return content;
    }
    set content(element) {
      this.content.replaceChildren(element);
    }
    get contentWindow() {
      return this.shadowRoot.querySelector("iframe")?.contentWindow ?? null;
    }

    async show() {
      if (this.dialog.open) return;
      this.refresh();
      if (this.src) {
        const frame = document.createElement("iframe");
        frame.src = this.src;
        this.shadowRoot.querySelector(".body").replaceChildren(frame);
      }
      this.dialog.style.setProperty("--width", WIDTH[this.variant] ?? WIDTH.base);
      this.dialog.showModal();
      channel.notify("overlay", { open: true });
      await announced();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (this.dialog.open) this.dialog.close();
    }
    toggle() {
      return this.dialog.open ? this.hide() : this.show();
    }
    afterHide() {
      channel.notify("overlay", { open: false });
      this.dispatchEvent(new Event("hide"));
    }
    disconnectedCallback() {
      void this.hide();
    }

    /** Draws heading and footer from the `ui-title-bar` inside. */
    refresh() {
      const titleBar = this.querySelector("ui-title-bar");
      const { model, elements } = titleBar ? describeTitleBar(titleBar) : { model: undefined, elements: [] };
      this.shadowRoot.querySelector("h2").textContent = model?.title ?? "";
      const actions = [...(model?.secondary ?? []), ...(model?.primary ? [model.primary] : [])];
      this.shadowRoot.querySelector("footer").replaceChildren(
        ...actions.map((action) => {
          const button = document.createElement("button");
          button.textContent = action.label;
          button.disabled = action.disabled || action.loading;
          button.className = action.tone === "critical" ? "critical" : action.variant;
          button.addEventListener("click", () => elements[action.index]?.click());
          return button;
        }),
      );
    }
  }
  customElements.define("ui-modal", ModalElement);
}
