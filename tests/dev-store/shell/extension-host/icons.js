const PATHS = {
  "alert-triangle": "M10 4 17 16H3zM10 8.500v3.500M10 14h.01",
  "alert-circle": "M10 3.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM10 7v4M10 13h.01",
  info: "M10 3.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM10 9.500v4M10 7h.01",
  check: "m5 10.500 3.500 3.500L15.500 6.500",
  "check-circle": "M10 3.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM7 10.200l2 2 4-4.200",
  x: "m6 6 8 8m0-8-8 8",
  plus: "M10 5v10M5 10h10",
  search: "M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM13 13l3.500 3.500",
  calendar: "M4 5.500h12v11H4zM4 9h12M7.500 3.500v3M12.500 3.500v3",
  email: "M3 5.500h14v9H3zM3.200 5.800 10 11l6.800-5.200",
  external: "M8 5H5v10h10v-3M11 4.500h4.500V9M15 5l-6 6",
  product: "M3.500 9.700V4h5.700l7.300 7.300-5.700 5.700z",
  order: "M4 4.500h12v11H4zM4 11h3.200l1 2h3.600l1-2H16",
};

/** An icon as SVG. Only the commonest are drawn; any other is a plain ring, which keeps its place and its size. */
export function iconMarkup(type) {
  const path = PATHS[type] ?? "M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z";
  return `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.500" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
}
