import { define, fire } from "./element.js";

/** `s-table` and its parts, drawn as a table; a column's format comes from its header. */
export function defineTableElements() {
  define("s-table", {
    props: {
      variant: "text",
      loading: "flag",
      paginate: "flag",
      hasPreviousPage: "flag",
      hasNextPage: "flag",
    },
    events: ["previouspage", "nextpage"],
    markup: `<div class="table-frame"><div class="table" role="table"><slot></slot></div></div>
      <div class="pages"><button class="previous">Previous</button><button class="next">Next</button></div>`,
    start(host, root) {
      root.querySelector(".previous").addEventListener("click", () => fire(host, "previouspage"));
      root.querySelector(".next").addEventListener("click", () => fire(host, "nextpage"));
      new MutationObserver(() => alignColumns(host)).observe(host, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ["format"],
      });
    },
    draw(host, root) {
      root.querySelector(".pages").hidden = !host.paginate;
      root.querySelector(".previous").disabled = !host.hasPreviousPage;
      root.querySelector(".next").disabled = !host.hasNextPage;
      root.querySelector(".table").setAttribute("aria-busy", String(host.loading));
      host.style.opacity = host.loading ? "0.5" : "";
      alignColumns(host);
    },
  });
  define("s-table-header-row", { role: "row" });
  define("s-table-header", {
    props: { listSlot: "text", format: "text" },
    role: "columnheader",
    draw: (host) => alignColumns(host.closest("s-table")),
  });
  define("s-table-body", { role: "rowgroup" });
  define("s-table-row", {
    props: { clickDelegate: "text" },
    role: "row",
    start: (host) =>
      host.addEventListener("click", (event) => {
        const delegate = host.clickDelegate && document.getElementById(host.clickDelegate);
        if (delegate && !delegate.contains(event.target)) delegate.click();
      }),
  });
  define("s-table-cell", { role: "cell" });
}

function alignColumns(table) {
  if (!table) return;
  const headers = [...table.querySelectorAll("s-table-header")];
  const numeric = headers.map((header) => header.format === "numeric" || header.format === "currency");
  const rows = [
    headers,
    ...[...table.querySelectorAll("s-table-row")].map((row) => [
      ...row.querySelectorAll(":scope > s-table-cell"),
    ]),
  ];
  for (const cells of rows)
    cells.forEach((cell, index) => cell.classList.toggle("is-numeric", Boolean(numeric[index])));
}
