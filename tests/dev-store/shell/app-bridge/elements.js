import { describeAction, describeTitleBar } from "./action-model.js";
import { announced } from "./announced.js";
import { defineModal } from "./modal-element.js";

const WATCH_ALL = { childList: true, subtree: true, attributes: true, characterData: true };

/** Defines `ui-nav-menu`, `s-app-nav`, `ui-title-bar`, `ui-save-bar` and `ui-modal`; the admin draws the first four. */
export function defineElements(channel) {
  hideSources();
  defineNavigation(channel);
  defineTitleBar(channel);
  defineSaveBar(channel);
  defineModal(channel);
  submitFormsThroughSaveBar();
}

// A stylesheet object, not a <style> node: React hydrates the whole document and must find what the server sent.
function hideSources() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** An element whose content is re-described to the admin whenever it changes. */
class WatchedElement extends HTMLElement {
  connectedCallback() {
    this.observer = new MutationObserver(() => this.publish());
    this.observer.observe(this, WATCH_ALL);
    // The parser has not read the children yet when it meets the opening tag.
    queueMicrotask(() => this.publish());
  }

  disconnectedCallback() {
    this.observer.disconnect();
    queueMicrotask(() => this.withdraw());
  }
}

function defineNavigation(channel) {
  let navigateListeners = 0;
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (type, ...rest) {
      if (type === "shopify:navigate") navigateListeners += 1;
      return addEventListener.call(this, type, ...rest);
    };
    target.removeEventListener = function (type, ...rest) {
      if (type === "shopify:navigate") navigateListeners -= 1;
      return removeEventListener.call(this, type, ...rest);
    };
  }

  const links = () => [...document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")];
  class NavigationElement extends WatchedElement {
    publish() {
      if (!this.isConnected) return;
      const items = links().map((link) => ({
        label: link.textContent.trim(),
        href: link.getAttribute("href"),
        home: link.getAttribute("rel") === "home",
      }));
      channel.notify("navigation-menu", { items });
    }
    withdraw() {}
  }
  customElements.define("ui-nav-menu", NavigationElement);
  customElements.define("s-app-nav", class extends NavigationElement {});

  channel.on("navigation-menu:click", ({ href }) => {
    const link = links().find((candidate) => candidate.getAttribute("href") === href);
    if (!link || navigateListeners === 0) {
      location.assign(href);
      return;
    }
    link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
  });
}

function defineTitleBar(channel) {
  let shown;
  const pageTitleBar = () =>
    [...document.querySelectorAll("ui-title-bar")].filter((bar) => !bar.closest("ui-modal")).at(-1);

  class TitleBarElement extends WatchedElement {
    publish() {
      const titleBar = pageTitleBar();
      shown = titleBar && describeTitleBar(titleBar);
      channel.notify("title-bar", shown?.model ?? null);
      this.closest("ui-modal")?.refresh?.();
    }
    withdraw() {
      this.publish();
    }
  }
  customElements.define("ui-title-bar", TitleBarElement);
  channel.on("title-bar:click", ({ index }) => shown?.elements[index]?.click());
}

function defineSaveBar(channel) {
  class SaveBarElement extends WatchedElement {
    showing = false;

    get discardConfirmation() {
      return this.hasAttribute("discardConfirmation") && this.getAttribute("discardConfirmation") !== "false";
    }
    set discardConfirmation(value) {
      this.toggleAttribute("discardConfirmation", Boolean(value));
    }
    get buttons() {
      const buttons = [...this.querySelectorAll("button")];
      return {
        save: buttons.find((button) => button.getAttribute("variant") === "primary"),
        discard: buttons.find((button) => button.getAttribute("variant") !== "primary"),
      };
    }
    async show() {
      if (this.showing) return;
      this.showing = true;
      this.publish();
      await announced();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (!this.showing) return;
      this.showing = false;
      channel.notify("save-bar", null);
      await announced();
      this.dispatchEvent(new Event("hide"));
    }
    toggle() {
      return this.showing ? this.hide() : this.show();
    }
    publish() {
      if (!this.showing || !this.isConnected) return;
      const { save, discard } = this.buttons;
      channel.notify("save-bar", {
        save: save ? describeAction(save, 0) : null,
        discard: discard ? describeAction(discard, 1) : null,
        discardConfirmation: this.discardConfirmation,
      });
    }
    withdraw() {
      if (!this.isConnected) void this.hide();
    }
  }
  customElements.define("ui-save-bar", SaveBarElement);

  const showing = () => [...document.querySelectorAll("ui-save-bar")].find((bar) => bar.showing);
  channel.on("save-bar:save", () => showing()?.buttons.save?.click());
  channel.on("save-bar:discard", () => showing()?.buttons.discard?.click());
}

/** `<form data-save-bar>`: dirty on input, saved by submitting, discarded by resetting. */
function submitFormsThroughSaveBar() {
  const bars = new WeakMap();
  const formOf = (event) => event.target.closest?.("form[data-save-bar]");

  function barOf(form) {
    if (bars.has(form)) return bars.get(form);
    const bar = document.createElement("ui-save-bar");
    bar.discardConfirmation = form.hasAttribute("data-discard-confirmation");
    const save = Object.assign(document.createElement("button"), {
      textContent: "Save",
      onclick: () => form.requestSubmit(),
    });
    save.setAttribute("variant", "primary");
    const discard = Object.assign(document.createElement("button"), {
      textContent: "Discard",
      onclick: () => form.reset(),
    });
    bar.append(save, discard);
    document.body.append(bar);
    bars.set(form, bar);
    return bar;
  }

  document.addEventListener("input", (event) => {
    const form = formOf(event);
    if (form) void barOf(form).show();
  });
  for (const type of ["submit", "reset"]) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (form && bars.has(form)) void bars.get(form).hide();
    });
  }
}
