import { define } from "./element.js";
import { BOX_PROPS, drawBox, space, unconditional } from "./spacing.js";

const FLEX = {
  start: "flex-start",
  end: "flex-end",
  normal: "",
  stretch: "stretch",
  center: "center",
  baseline: "baseline",
  "space-between": "space-between",
  "space-around": "space-around",
  "space-evenly": "space-evenly",
};

/** Boxes, stacks, grids, sections, lists and lines. */
export function defineLayoutElements() {
  define("s-box", { props: BOX_PROPS, draw: drawBox });
  define("s-query-container", { props: { containerName: "text" } });

  define("s-stack", {
    props: {
      ...BOX_PROPS,
      direction: "text",
      gap: "text",
      rowGap: "text",
      columnGap: "text",
      alignItems: "text",
      alignContent: "text",
      justifyContent: "text",
    },
    draw(host) {
      drawBox(host);
      const inline = unconditional(host.direction) === "inline";
      Object.assign(host.style, {
        flexDirection: inline ? "row" : "column",
        flexWrap: inline ? "wrap" : "",
        gap: space(host.gap),
        alignItems: FLEX[unconditional(host.alignItems)] ?? "",
        alignContent: FLEX[unconditional(host.alignContent)] ?? "",
        justifyContent: FLEX[unconditional(host.justifyContent)] ?? "",
      });
      if (host.rowGap) host.style.rowGap = space(host.rowGap);
      if (host.columnGap) host.style.columnGap = space(host.columnGap);
    },
  });

  const gridProps = [
    "gridTemplateColumns",
    "gridTemplateRows",
    "gap",
    "rowGap",
    "columnGap",
    "alignItems",
    "justifyItems",
    "placeItems",
    "alignContent",
    "justifyContent",
    "placeContent",
  ];
  define("s-grid", {
    props: { ...BOX_PROPS, ...Object.fromEntries(gridProps.map((name) => [name, "text"])) },
    draw(host) {
      drawBox(host);
      for (const name of gridProps) {
        if (host[name]) host.style[name] = /gap/i.test(name) ? space(host[name]) : unconditional(host[name]);
      }
    },
  });
  define("s-grid-item", {
    props: { ...BOX_PROPS, gridColumn: "text", gridRow: "text" },
    draw(host) {
      drawBox(host);
      host.style.gridColumn = unconditional(host.gridColumn);
      host.style.gridRow = unconditional(host.gridRow);
    },
  });

  define("s-section", {
    props: { heading: "text", padding: "text", accessibilityLabel: "text" },
    role: "region",
    markup: `<div class="section"><h2></h2><slot></slot></div>`,
    draw(host, root) {
      root.querySelector("h2").textContent = host.heading;
      // A section inside another one, or inside the extension's own frame, is not a card of its own.
      const nested = host.parentElement?.closest("s-section, s-admin-action, s-admin-block");
      root.querySelector(".section").classList.toggle("card", !nested && host.padding !== "none");
      host.setAttribute("aria-label", host.accessibilityLabel || host.heading || "");
    },
  });

  define("s-divider", {
    props: { direction: "text", color: "text" },
    role: "separator",
    draw: (host) => host.classList.toggle("is-block", unconditional(host.direction) === "block"),
  });
  define("s-unordered-list", { role: "list" });
  define("s-ordered-list", { role: "list" });
  define("s-list-item", { role: "listitem" });
}
