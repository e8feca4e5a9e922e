import { sheet } from "./styles.js";

/**
 * Defines one `s-*` element. Properties are accessors, because Preact sets a property when an element has one
 * and an attribute otherwise; a lower-case attribute of the same name works too, as in HTML.
 *
 * @param {string} tag
 * @param {object} definition
 * @param {Record<string, "text" | "flag" | "any">} [definition.props]
 * @param {string[]} [definition.events] events beyond the platform's own, so that `onNextPage` means "nextpage"
 * @param {string} [definition.role] ARIA role of the element itself
 * @param {string} [definition.markup] shadow markup; without it the element is drawn by its own style alone
 * @param {(host: HTMLElement, root: ShadowRoot | null) => void} [definition.draw] called after every change
 * @param {(host: HTMLElement, root: ShadowRoot | null) => void} [definition.start] called once, when first connected
 * @param {Record<string, Function>} [definition.methods]
 */
export function define(tag, definition) {
  const { props = {}, events = [], role, markup, draw, start, methods = {} } = definition;
  const byAttribute = new Map(Object.keys(props).map((name) => [name.toLowerCase(), name]));

  class HostElement extends HTMLElement {
    static observedAttributes = [...byAttribute.keys()];
    /** What was set, by property name; absent until something was. */
    given = {};
    started = false;

    constructor() {
      super();
      if (markup !== undefined) {
        const root = this.attachShadow({ mode: "open", delegatesFocus: definition.delegatesFocus ?? false });
        root.adoptedStyleSheets = [sheet];
        root.innerHTML = markup;
      }
    }
    connectedCallback() {
      if (!this.started) {
        this.started = true;
        if (role && !this.hasAttribute("role")) this.setAttribute("role", role);
        start?.(this, this.shadowRoot);
      }
      this.redraw();
    }
    attributeChangedCallback(attribute, _old, value) {
      const name = byAttribute.get(attribute);
      this[name] = props[name] === "flag" ? value !== null && value !== "false" : (value ?? "");
    }
    redraw() {
      if (this.started) draw?.(this, this.shadowRoot);
    }
  }

  for (const [name, type] of Object.entries(props)) {
    if (name in methods) continue;
    Object.defineProperty(HostElement.prototype, name, {
      get() {
        return this.given[name] ?? (type === "flag" ? false : type === "any" ? undefined : "");
      },
      set(value) {
        this.given[name] = type === "flag" ? Boolean(value) && value !== "false" : value;
        this.redraw();
      },
    });
  }
  for (const event of events) {
    Object.defineProperty(HostElement.prototype, `on${event}`, {
      get() {
        return this.handlers?.[event] ?? null;
      },
      set(handler) {
        this.handlers ??= {};
        if (this.handlers[event]) this.removeEventListener(event, this.handlers[event]);
        this.handlers[event] = handler;
        if (handler) this.addEventListener(event, handler);
      },
    });
  }
  for (const [name, method] of Object.entries(methods))
    Object.defineProperty(
      HostElement.prototype,
      name,
      typeof method === "function" ? { value: method, writable: true } : method,
    );
  customElements.define(tag, HostElement);
}

/** Sets or removes an attribute: flags become empty attributes, empty text goes away. */
export function reflect(element, name, value) {
  if (value === true) element.setAttribute(name, "");
  else if (value === false || value === "" || value === null || value === undefined)
    element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/** Fires an event of an `s-*` element. */
export function fire(host, type, init = {}) {
  return host.dispatchEvent(new Event(type, { bubbles: true, ...init }));
}
