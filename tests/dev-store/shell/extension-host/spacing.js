/** Shopify's size keywords as pixels, and its flow-relative shorthands as CSS. */

const SIZES = {
  none: 0,
  "small-500": 2,
  "small-400": 4,
  "small-300": 6,
  "small-200": 8,
  "small-100": 10,
  small: 12,
  base: 16,
  large: 20,
  "large-100": 24,
  "large-200": 28,
  "large-300": 32,
  "large-400": 40,
  "large-500": 48,
};
const RADII = {
  none: 0,
  "small-200": 2,
  "small-100": 4,
  small: 6,
  base: 8,
  large: 12,
  "large-100": 16,
  "large-200": 20,
  max: 999,
};
const COLOURS = { base: "#e3e3e3", subdued: "#ebebeb", strong: "#8a8a8a", "": "#e3e3e3" };
const BACKGROUNDS = { transparent: "transparent", base: "#fff", subdued: "#f7f7f7", strong: "#ebebeb" };

/** Responsive values ("@container (…) a, b") are drawn with their last, unconditional value. */
export function unconditional(value) {
  const text = String(value ?? "");
  return text.startsWith("@container") ? text.slice(text.lastIndexOf(",") + 1).trim() : text;
}

export function space(value) {
  return unconditional(value)
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => (part in SIZES ? `${SIZES[part]}px` : part))
    .join(" ");
}

export const BOX_PROPS = Object.fromEntries(
  [
    "accessibilityLabel",
    "accessibilityRole",
    "accessibilityVisibility",
    "background",
    "blockSize",
    "border",
    "borderColor",
    "borderRadius",
    "borderStyle",
    "borderWidth",
    "display",
    "inlineSize",
    "maxBlockSize",
    "maxInlineSize",
    "minBlockSize",
    "minInlineSize",
    "overflow",
    "padding",
    "paddingBlock",
    "paddingBlockStart",
    "paddingBlockEnd",
    "paddingInline",
    "paddingInlineStart",
    "paddingInlineEnd",
  ].map((name) => [name, "text"]),
);

/** Draws what every box-like element has in common. */
export function drawBox(host) {
  const { style } = host;
  // One to four values run block-start, inline-end, block-end, inline-start: CSS's own order for left-to-right text.
  style.padding = space(host.padding);
  for (const name of [
    "paddingBlock",
    "paddingBlockStart",
    "paddingBlockEnd",
    "paddingInline",
    "paddingInlineStart",
    "paddingInlineEnd",
  ]) {
    if (host[name]) style[name] = space(host[name]);
  }
  for (const name of [
    "blockSize",
    "inlineSize",
    "minBlockSize",
    "maxBlockSize",
    "minInlineSize",
    "maxInlineSize",
    "overflow",
  ])
    style[name] = unconditional(host[name]);
  style.background = BACKGROUNDS[host.background] ?? "";
  style.borderRadius = unconditional(host.borderRadius)
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => `${RADII[part] ?? 0}px`)
    .join(" ");
  drawBorder(host);
  if (unconditional(host.display) === "none") style.display = "none";
  else style.removeProperty("display");
  if (host.accessibilityLabel) host.setAttribute("aria-label", host.accessibilityLabel);
}

// `border` is "width color style", e.g. "base", "base subdued dashed".
function drawBorder(host) {
  const parts = host.border.split(/\s+/).filter(Boolean);
  const width = host.borderWidth || parts[0] || "none";
  if (width === "none") {
    host.style.border = "";
    return;
  }
  const colour = COLOURS[host.borderColor || parts[1]] ?? COLOURS.base;
  const pixels = { "small-100": 0.5, small: 0.5, base: 1, large: 2, "large-100": 3 }[width] ?? 1;
  const style = host.borderStyle || parts[2] || "solid";
  host.style.border = `${pixels}px ${["none", "solid", "dashed", "dotted"].includes(style) ? style : "solid"} ${colour}`;
}
