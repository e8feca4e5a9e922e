import { define, fire, reflect } from "./element.js";

const BUTTON_PROPS = {
  accessibilityLabel: "text",
  command: "text",
  commandFor: "text",
  disabled: "flag",
  download: "text",
  href: "text",
  icon: "text",
  interestFor: "text",
  lang: "text",
  loading: "flag",
  target: "text",
  tone: "text",
  type: "text",
  variant: "text",
};

/** Buttons, links, menus, modals and the roots of action and block extensions. */
export function defineActionElements(host) {
  define("s-button", {
    props: BUTTON_PROPS,
    delegatesFocus: true,
    markup: `<button type="button"><slot></slot></button>`,
    draw: drawButton,
    start: (element) => element.addEventListener("click", activate, true),
    methods: {
      click() {
        if (!this.disabled && !this.loading) this.shadowRoot.querySelector("button, a")?.click();
      },
    },
  });
  define("s-link", {
    props: {
      accessibilityLabel: "text",
      command: "text",
      commandFor: "text",
      download: "text",
      href: "text",
      interestFor: "text",
      lang: "text",
      target: "text",
      tone: "text",
    },
    markup: `<a class="text"><slot></slot></a>`,
    start: (element) => element.addEventListener("click", activate),
    draw(element, root) {
      const link = root.querySelector("a");
      link.className = `text ${element.tone}`;
      reflect(link, "href", element.href || "#");
      reflect(link, "aria-label", element.accessibilityLabel);
    },
  });
  define("s-clickable", {
    props: { ...BUTTON_PROPS, background: "text", padding: "text", border: "text", borderRadius: "text" },
    markup: `<button class="clickable"><slot></slot></button>`,
    start: (element) => element.addEventListener("click", activate),
    draw(element, root) {
      const button = root.querySelector("button");
      button.disabled = element.disabled || element.loading;
      reflect(button, "aria-label", element.accessibilityLabel);
    },
  });
  define("s-clickable-chip", {
    props: { ...BUTTON_PROPS, color: "text", removable: "flag", hidden: "flag" },
    events: ["remove", "afterhide"],
    markup: `<button><slot></slot></button>`,
    draw: (element, root) => (root.querySelector("button").disabled = element.disabled),
  });
  define("s-button-group", { props: { gap: "text", accessibilityLabel: "text" }, role: "group" });

  define("s-menu", {
    props: { accessibilityLabel: "text" },
    markup: `<div class="menu" popover="auto" role="menu"><slot></slot></div>`,
    start: (element, root) =>
      element.addEventListener("click", () => root.querySelector(".menu").hidePopover()),
    methods: overlayMethods(
      (root) => root.querySelector(".menu").showPopover(),
      (root) => root.querySelector(".menu").hidePopover(),
      (root) => root.querySelector(".menu").matches(":popover-open"),
    ),
  });
  define("s-modal", {
    props: { accessibilityLabel: "text", heading: "text", padding: "text", size: "text" },
    events: ["show", "hide", "aftershow", "afterhide"],
    markup: `<dialog><header><h2></h2><button aria-label="Close">✕</button></header><div class="body"><slot></slot></div>
      <footer><slot name="secondary-actions"></slot><slot name="primary-action"></slot></footer></dialog>`,
    start(element, root) {
      root.querySelector("header button").addEventListener("click", () => element.hideOverlay());
      root.querySelector("dialog").addEventListener("close", () => {
        fire(element, "hide", { bubbles: false });
        fire(element, "afterhide", { bubbles: false });
      });
    },
    draw: (element, root) => (root.querySelector("h2").textContent = element.heading),
    methods: overlayMethods(
      (root, element) => {
        root.querySelector("dialog").showModal();
        fire(element, "show", { bubbles: false });
        fire(element, "aftershow", { bubbles: false });
      },
      (root) => root.querySelector("dialog").close(),
      (root) => root.querySelector("dialog").open,
    ),
  });

  define("s-admin-action", {
    props: { heading: "text", loading: "flag" },
    markup: `<section class="action"><header><h2></h2><button aria-label="Close">✕</button></header><div class="body"><div class="content"><slot></slot>
        <div class="busy"><span class="spinner large" role="status" aria-label="Loading"></span></div></div></div>
      <footer><slot name="secondary-actions"></slot><slot name="primary-action"></slot></footer></section>`,
    start(element, root) {
      root.querySelector("header button").addEventListener("click", () => host.close());
      root.querySelector('slot[name="primary-action"]').addEventListener("slotchange", (event) => {
        for (const button of event.target.assignedElements())
          if (button.localName === "s-button" && button.variant === "") button.variant = "primary";
      });
    },
    draw(element, root) {
      root.querySelector("h2").textContent = element.heading || host.extensionName;
      root.querySelector(".action").classList.toggle("is-loading", element.loading);
    },
  });
  define("s-admin-block", {
    props: { heading: "text", collapsedSummary: "text" },
    markup: `<section class="block"><h2></h2><slot></slot></section>`,
    draw: (element, root) => (root.querySelector("h2").textContent = element.heading || host.extensionName),
  });

  define("s-form", {
    events: ["submit", "reset"],
    role: "form",
    methods: {
      /** Fires `submit` with `waitUntil`, as the real element does. */
      requestSubmit() {
        const event = new Event("submit", { cancelable: true });
        event.waitUntil = () => {};
        this.dispatchEvent(event);
      },
      reset() {
        this.dispatchEvent(new Event("reset"));
      },
    },
  });

  function activate(event) {
    const element = event.currentTarget;
    if (element.disabled || element.loading) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    if (element.localName === "s-link" && !element.href) event.preventDefault();
    if (element.commandFor) runCommand(element);
    if (element.type === "submit") element.closest("s-form")?.requestSubmit();
    if (element.type === "reset") element.closest("s-form")?.reset();
    if (element.href) {
      event.preventDefault();
      host.follow(element.href, element.target);
    }
  }
}

function drawButton(element, root) {
  const button = root.querySelector("button");
  button.className = [element.variant, element.tone === "critical" ? "critical" : ""]
    .filter(Boolean)
    .join(" ");
  button.disabled = element.disabled || element.loading;
  reflect(button, "aria-busy", element.loading ? "true" : null);
  reflect(button, "aria-label", element.accessibilityLabel);
  reflect(button, "role", element.href ? "link" : null);
}

function runCommand(element) {
  const target =
    element.getRootNode().getElementById?.(element.commandFor) ?? document.getElementById(element.commandFor);
  const method =
    { "--show": "showOverlay", "--hide": "hideOverlay", "--toggle": "toggleOverlay" }[element.command] ??
    "toggleOverlay";
  target?.[method]?.();
}

function overlayMethods(show, hide, isOpen) {
  return {
    showOverlay() {
      if (!isOpen(this.shadowRoot)) show(this.shadowRoot, this);
    },
    hideOverlay() {
      if (isOpen(this.shadowRoot)) hide(this.shadowRoot, this);
    },
    toggleOverlay() {
      if (isOpen(this.shadowRoot)) this.hideOverlay();
      else this.showOverlay();
    },
  };
}
