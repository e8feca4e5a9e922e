/**
 * Tells how tall the frame must be to show the extension without scrolling: an action's own body scrolls,
 * so its parts are added up instead of measuring the document.
 * @param {(height: number) => void} report height in CSS pixels
 */
export function reportHeight(report) {
  let last = 0;
  const measure = () => {
    const root = document.querySelector("s-admin-action")?.shadowRoot;
    const height = root
      ? root.querySelector("header").offsetHeight +
        root.querySelector(".content").offsetHeight +
        root.querySelector("footer").offsetHeight
      : document.body.scrollHeight;
    if (height === last || height === 0) return;
    last = height;
    report(height);
  };
  const resized = new ResizeObserver(measure);
  resized.observe(document.body);
  new MutationObserver(() => {
    const root = document.querySelector("s-admin-action")?.shadowRoot;
    if (root) resized.observe(root.querySelector(".content"));
    requestAnimationFrame(measure);
  }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
}
