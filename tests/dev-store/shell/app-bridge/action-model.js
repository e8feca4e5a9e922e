/** Buttons and links that an app puts inside `ui-title-bar`, `ui-save-bar` or `ui-modal`, as plain data that the admin can draw. */

/**
 * @param {Element} element a button or link
 * @param {number} index how a click on the drawing finds its way back
 */
export function describeAction(element, index) {
  return {
    index,
    label: element.textContent.trim(),
    variant: element.getAttribute("variant") ?? "",
    tone: element.getAttribute("tone") ?? "",
    disabled: element.hasAttribute("disabled") && element.getAttribute("disabled") !== "false",
    // `loading` may be present without a value, or "true"; "false" means not.
    loading: element.hasAttribute("loading") && element.getAttribute("loading") !== "false",
  };
}

/**
 * A title bar as data, with the elements in the order of their indexes.
 * @param {Element} titleBar a `ui-title-bar`
 */
export function describeTitleBar(titleBar) {
  const elements = [...titleBar.querySelectorAll("button, a")];
  const describe = (element) => describeAction(element, elements.indexOf(element));
  const direct = elements.filter((element) => !element.closest("section"));
  return {
    elements,
    model: {
      title: titleBar.getAttribute("title") ?? document.title,
      breadcrumb:
        direct.filter((element) => element.getAttribute("variant") === "breadcrumb").map(describe)[0] ?? null,
      primary:
        direct.filter((element) => element.getAttribute("variant") === "primary").map(describe)[0] ?? null,
      secondary: direct
        .filter((element) => !["primary", "breadcrumb"].includes(element.getAttribute("variant")))
        .map(describe),
      groups: [...titleBar.querySelectorAll("section")].map((section) => ({
        label: section.getAttribute("label") ?? "More actions",
        actions: [...section.querySelectorAll("button, a")].map(describe),
      })),
    },
  };
}
