import { define, fire, reflect } from "./element.js";

const FIELD_PROPS = {
  autocomplete: "text",
  defaultValue: "text",
  details: "text",
  disabled: "flag",
  error: "text",
  icon: "text",
  inputMode: "text",
  label: "text",
  labelAccessibilityVisibility: "text",
  max: "any",
  maxLength: "any",
  min: "any",
  minLength: "any",
  name: "text",
  placeholder: "text",
  prefix: "text",
  readOnly: "flag",
  required: "flag",
  rows: "any",
  step: "any",
  suffix: "text",
  value: "text",
  currency: "text",
  currencyCode: "text",
};
const FIELD_MARKUP = (
  control,
) => `<label class="field"><span class="label"></span><span class="control"><span class="affix prefix"></span>${control}<span class="affix suffix"></span></span></label>
  <span class="error" role="alert"></span><span class="details"></span>`;
const CHECK_PROPS = {
  accessibilityLabel: "text",
  checked: "flag",
  defaultChecked: "flag",
  defaultIndeterminate: "flag",
  details: "text",
  disabled: "flag",
  error: "text",
  indeterminate: "flag",
  label: "text",
  labelAccessibilityVisibility: "text",
  name: "text",
  required: "flag",
  value: "text",
};

/** Text fields, selects, check boxes and choice lists. `input` fires while typing, `change` when done, both on the element itself. */
export function defineFieldElements() {
  const types = {
    "s-text-field": "text",
    "s-email-field": "email",
    "s-search-field": "search",
    "s-number-field": "number",
    "s-money-field": "number",
    "s-date-field": "date",
    "s-password-field": "password",
    "s-url-field": "url",
  };
  for (const [tag, type] of Object.entries(types)) defineField(tag, `<input type="${type}">`);
  defineField("s-text-area", "<textarea></textarea>");
  defineSelect();
  defineCheck("s-checkbox");
  defineCheck("s-switch", "switch");
  defineChoices();
}

function defineField(tag, control) {
  const inputOf = (root) => root.querySelector("input, textarea");
  define(tag, {
    props: FIELD_PROPS,
    events: ["focus", "blur", "invalid"],
    delegatesFocus: true,
    markup: FIELD_MARKUP(control),
    start(host, root) {
      const input = inputOf(root);
      if (host.given.value === undefined) input.value = host.defaultValue;
      forwardInput(host, input);
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && input.localName === "input") host.closest("s-form")?.requestSubmit();
      });
    },
    draw(host, root) {
      const input = inputOf(root);
      drawFieldFrame(host, root, input);
      for (const name of ["placeholder", "maxLength", "minLength", "min", "max", "step", "rows", "inputMode"])
        reflect(input, name.toLowerCase(), host.given[name]);
      reflect(input, "readonly", host.readOnly);
    },
    methods: { value: valueProperty((host) => inputOf(host.shadowRoot)) },
  });
}

function drawFieldFrame(host, root, input) {
  const label = root.querySelector(".label");
  label.textContent = host.label;
  label.classList.toggle("visually-hidden", host.labelAccessibilityVisibility === "exclusive");
  root.querySelector(".error").textContent = host.error;
  root.querySelector(".details").textContent = host.error ? "" : host.details;
  root.querySelector(".field").classList.toggle("invalid", Boolean(host.error));
  for (const side of ["prefix", "suffix"]) {
    const affix = root.querySelector(`.${side}`);
    if (affix) affix.textContent = host[side] ?? "";
  }
  input.disabled = host.disabled;
  input.required = host.required;
  reflect(input, "aria-invalid", host.error ? "true" : null);
}

/** `value` reads what is in the control, so that handlers see what was typed before the extension set it. */
function valueProperty(controlOf) {
  return {
    get() {
      return controlOf(this).value;
    },
    set(value) {
      this.given.value = String(value ?? "");
      const control = controlOf(this);
      if (control.value !== this.given.value) control.value = this.given.value;
    },
  };
}

// Native `input` crosses the shadow boundary by itself and `change` does not; each must arrive exactly once, from the element.
function forwardInput(host, control) {
  for (const type of ["input", "change"]) {
    control.addEventListener(type, (event) => {
      event.stopPropagation();
      if (control.type === "checkbox") host.given.checked = control.checked;
      else host.given.value = control.value;
      fire(host, type);
    });
  }
  for (const type of ["focus", "blur"])
    control.addEventListener(type, () => fire(host, type, { bubbles: false }));
}

function defineSelect() {
  define("s-option", {
    props: { value: "text", selected: "flag", defaultSelected: "flag", disabled: "flag" },
  });
  define("s-option-group", { props: { label: "text", disabled: "flag" } });
  define("s-select", {
    props: FIELD_PROPS,
    events: ["focus", "blur"],
    delegatesFocus: true,
    markup: FIELD_MARKUP("<select></select>"),
    start(host, root) {
      forwardInput(host, root.querySelector("select"));
      new MutationObserver(() => host.redraw()).observe(host, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
      });
    },
    draw(host, root) {
      const select = root.querySelector("select");
      drawFieldFrame(host, root, select);
      const previous = select.value;
      select.replaceChildren(
        ...(host.placeholder ? [new Option(host.placeholder, "")] : []),
        ...[...host.children].flatMap(nativeOption),
      );
      const preset = [...host.querySelectorAll("s-option")].find(
        (option) => option.selected || option.defaultSelected,
      );
      select.value = host.given.value ?? (previous || preset?.value || select.options[0]?.value || "");
    },
    methods: { value: valueProperty((host) => host.shadowRoot.querySelector("select")) },
  });
}

function nativeOption(child) {
  if (child.localName === "s-option") {
    const option = new Option(child.textContent.trim(), child.value || child.getAttribute("value") || "");
    option.disabled = child.disabled;
    return [option];
  }
  if (child.localName !== "s-option-group") return [];
  const group = document.createElement("optgroup");
  group.label = child.label;
  group.append(...[...child.children].flatMap(nativeOption));
  return [group];
}

function defineCheck(tag, role) {
  define(tag, {
    props: CHECK_PROPS,
    delegatesFocus: true,
    markup: `<label class="check"><input type="checkbox"><span class="label"></span><span class="below"><span class="error" role="alert"></span><span class="details"></span></span></label>`,
    start(host, root) {
      const input = root.querySelector("input");
      reflect(input, "role", role);
      input.checked = host.given.checked ?? host.defaultChecked;
      host.given.checked = input.checked;
      forwardInput(host, input);
    },
    draw(host, root) {
      const input = root.querySelector("input");
      input.checked = host.checked;
      input.disabled = host.disabled;
      input.indeterminate = host.indeterminate;
      reflect(input, "aria-label", host.accessibilityLabel);
      root.querySelector(".label").textContent = host.label;
      root.querySelector(".error").textContent = host.error;
      root.querySelector(".details").textContent = host.details;
    },
  });
}

function defineChoices() {
  const choicesOf = (list) => [...list.querySelectorAll("s-choice")];
  define("s-choice", {
    props: {
      accessibilityLabel: "text",
      defaultSelected: "flag",
      disabled: "flag",
      selected: "flag",
      value: "text",
    },
    delegatesFocus: true,
    markup: `<label class="check"><input type="radio"><span><slot></slot></span><span class="below details"><slot name="details"></slot></span></label><slot name="secondary-content"></slot>`,
    start(host, root) {
      const input = root.querySelector("input");
      if (host.given.selected === undefined) host.given.selected = host.defaultSelected;
      input.addEventListener("input", (event) => event.stopPropagation());
      input.addEventListener("change", (event) => {
        event.stopPropagation();
        host.closest("s-choice-list")?.choose(host, input.checked);
      });
    },
    draw(host, root) {
      const list = host.closest("s-choice-list");
      const input = root.querySelector("input");
      input.type = list?.multiple ? "checkbox" : "radio";
      input.checked = list?.chosen ? list.chosen.includes(host.value) : host.selected;
      input.disabled = host.disabled || Boolean(list?.disabled);
      // Slotted words are no label to every reader of the accessibility tree.
      reflect(input, "aria-label", host.accessibilityLabel || defaultSlotText(host));
    },
  });
  define("s-choice-list", {
    props: {
      details: "text",
      disabled: "flag",
      error: "text",
      label: "text",
      labelAccessibilityVisibility: "text",
      multiple: "flag",
      name: "text",
      required: "flag",
    },
    markup: `<fieldset><legend></legend><slot></slot><span class="error" role="alert"></span><span class="details"></span></fieldset>`,
    start(host) {
      new MutationObserver(() => host.redraw()).observe(host, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    },
    draw(host, root) {
      root.querySelector("fieldset").setAttribute("role", host.multiple ? "group" : "radiogroup");
      const legend = root.querySelector("legend");
      legend.textContent = host.label;
      legend.classList.toggle("visually-hidden", host.labelAccessibilityVisibility === "exclusive");
      root.querySelector(".error").textContent = host.error;
      root.querySelector("fieldset > .details").textContent = host.details;
      for (const choice of choicesOf(host)) choice.redraw?.();
    },
    methods: {
      /** Undefined until set or chosen: then the choices' own `selected` counts. */
      values: {
        get() {
          return (
            this.chosen ??
            choicesOf(this)
              .filter((choice) => choice.selected)
              .map((choice) => choice.value)
          );
        },
        set(values) {
          this.chosen = values ?? [];
          this.redraw();
        },
      },
      /** A choice was clicked. */
      choose(choice, checked) {
        const others = this.multiple ? this.values.filter((value) => value !== choice.value) : [];
        this.values = checked ? [...others, choice.value] : others;
        fire(this, "input");
        fire(this, "change");
      },
    },
  });
}

function defaultSlotText(host) {
  return [...host.childNodes]
    .filter((node) => !(node instanceof Element && node.slot))
    .map((node) => node.textContent)
    .join(" ")
    .trim();
}
