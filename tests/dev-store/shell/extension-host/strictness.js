/** The real host draws known `s-*` elements only; what it would refuse is made visible here. */
export function reportForeignElements(report) {
  const seen = new Set();
  const check = (node) => {
    if (!(node instanceof Element)) return;
    for (const element of [node, ...node.querySelectorAll("*")]) {
      const name = element.localName;
      if (seen.has(name) || customElements.get(name)) continue;
      seen.add(name);
      report(
        name.startsWith("s-")
          ? `<${name}> is not drawn by the dev store: a misspelling, or an element to add to its extension host`
          : `<${name}> is plain HTML: Shopify draws s-* elements only`,
      );
    }
  };
  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) addedNodes.forEach(check);
  }).observe(document.body, { childList: true, subtree: true });
}

/** Shows an error on the extension's own face and in the console. */
export function showHostError(message) {
  console.error(`extension host: ${message}`);
  let box = document.documentElement.querySelector(":scope > .host-errors");
  if (!box) {
    box = document.createElement("pre");
    box.className = "host-errors";
    box.setAttribute("role", "alert");
    // Beside the body, which belongs to the extension.
    document.documentElement.append(box);
  }
  box.textContent += `${message}\n`;
}
