import { define, fire, reflect } from "./element.js";
import { iconMarkup } from "./icons.js";

const TONES = ["info", "success", "caution", "warning", "critical"];
const THUMBNAIL_PIXELS = {
  "small-200": 20,
  "small-100": 28,
  small: 32,
  base: 40,
  large: 60,
  "large-100": 80,
};

/** Words, badges, banners, pictures. */
export function defineTextElements() {
  define("s-text", {
    props: {
      type: "text",
      tone: "text",
      color: "text",
      fontVariantNumeric: "text",
      accessibilityVisibility: "text",
      dir: "text",
      interestFor: "text",
    },
    draw(host) {
      drawTone(host);
      for (const type of ["strong", "redundant", "address"])
        host.classList.toggle(`is-${type}`, host.type === type);
      host.style.fontVariantNumeric = host.fontVariantNumeric;
    },
  });
  define("s-paragraph", {
    props: {
      tone: "text",
      color: "text",
      fontVariantNumeric: "text",
      lineClamp: "any",
      accessibilityVisibility: "text",
      dir: "text",
    },
    role: "paragraph",
    draw(host) {
      drawTone(host);
      host.style.fontVariantNumeric = host.fontVariantNumeric;
    },
  });
  define("s-heading", {
    props: { accessibilityRole: "text", accessibilityVisibility: "text", lineClamp: "any" },
    role: "heading",
    draw: (host) => host.setAttribute("aria-level", host.parentElement?.closest("s-section") ? "3" : "2"),
  });
  define("s-badge", { props: { tone: "text", color: "text", icon: "text", size: "text" }, draw: drawTone });
  define("s-chip", { props: { color: "text", accessibilityLabel: "text" } });
  define("s-tooltip", {});

  define("s-banner", {
    props: { heading: "text", tone: "text", dismissible: "flag", hidden: "flag" },
    events: ["dismiss", "afterhide"],
    markup: `<div class="banner"><div class="title"><span></span><button aria-label="Dismiss">✕</button></div>
      <div class="body"><slot></slot><div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></div></div>`,
    start(host, root) {
      root.querySelector("button").addEventListener("click", () => {
        host.hidden = true;
        fire(host, "dismiss");
        fire(host, "afterhide");
      });
      for (const slot of root.querySelectorAll(".actions slot"))
        slot.addEventListener("slotchange", () => host.redraw());
    },
    draw(host, root) {
      host.setAttribute("role", host.tone === "critical" || host.tone === "warning" ? "alert" : "status");
      host.style.display = host.hidden ? "none" : "";
      const banner = root.querySelector(".banner");
      banner.className = ["banner", host.tone, host.heading ? "" : "untitled"].filter(Boolean).join(" ");
      root.querySelector(".title span").textContent = host.heading;
      root.querySelector("button").hidden = !host.dismissible;
      const filled = [...root.querySelectorAll(".actions slot")].some(
        (slot) => slot.assignedElements().length > 0,
      );
      root.querySelector(".actions").classList.toggle("none", !filled);
    },
  });

  define("s-thumbnail", {
    props: { src: "text", alt: "text", size: "text" },
    markup: `<img class="thumb" alt="">`,
    draw(host, root) {
      const pixels = `${THUMBNAIL_PIXELS[host.size] ?? THUMBNAIL_PIXELS.base}px`;
      Object.assign(host.style, { width: pixels, height: pixels });
      drawImage(root.querySelector("img"), host);
    },
  });
  define("s-image", {
    props: {
      src: "text",
      srcSet: "text",
      sizes: "text",
      alt: "text",
      aspectRatio: "text",
      objectFit: "text",
      loading: "text",
      inlineSize: "text",
      accessibilityRole: "text",
      border: "text",
      borderColor: "text",
      borderRadius: "text",
      borderStyle: "text",
      borderWidth: "text",
    },
    markup: `<img class="thumb" alt="">`,
    draw(host, root) {
      const image = root.querySelector("img");
      drawImage(image, host);
      Object.assign(image.style, {
        aspectRatio: host.aspectRatio,
        objectFit: host.objectFit,
        width: host.inlineSize === "auto" ? "auto" : "100%",
        height: "auto",
      });
    },
  });
  define("s-avatar", {
    props: { initials: "text", src: "text", size: "text", alt: "text" },
    markup: `<span></span>`,
    draw: (host, root) => (root.querySelector("span").textContent = host.initials),
  });
  define("s-icon", {
    props: { type: "text", tone: "text", color: "text", size: "text", interestFor: "text" },
    markup: `<span aria-hidden="true"></span>`,
    draw(host, root) {
      drawTone(host);
      root.querySelector("span").innerHTML = iconMarkup(host.type);
    },
  });
  define("s-spinner", {
    props: { accessibilityLabel: "text", size: "text" },
    role: "status",
    markup: `<span class="spinner"></span>`,
    draw(host, root) {
      host.setAttribute("aria-label", host.accessibilityLabel || "Loading");
      root.querySelector("span").className = `spinner ${host.size}`;
    },
  });
}

function drawTone(host) {
  for (const tone of TONES) host.classList.toggle(`tone-${tone}`, host.tone === tone);
  host.classList.toggle("is-subdued", host.color === "subdued");
}

function drawImage(image, host) {
  reflect(image, "src", host.src);
  image.alt = host.alt;
}
