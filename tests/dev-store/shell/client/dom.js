/**
 * Makes an element: `element("button", { class: "x", onclick: f, disabled: true }, "text", child)`.
 * Functions become listeners, booleans attributes without a value, null and false nothing.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button as the admin draws them. */
export function button(
  label,
  { primary = false, critical = false, disabled = false, loading = false, onclick, type = "button" } = {},
) {
  const style = [
    "button",
    primary && "button--primary",
    critical && "button--critical",
    loading && "button--loading",
  ];
  return element(
    "button",
    {
      type,
      class: style.filter(Boolean).join(" "),
      disabled: disabled || loading,
      "aria-busy": loading ? "true" : null,
      onclick,
    },
    label,
  );
}
