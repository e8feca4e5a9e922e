import { trusted, type Html } from "./html.ts";

/** Line icons of the admin, 20 × 20, drawn in the text's colour. */
const PATHS = {
  home: "M3 9.2 10 3.5l7 5.7M5 8v8.5h3.6v-4.7h2.8v4.7H15V8",
  orders: "M4 4.5h12v11H4zM4 11h3.2l1 2h3.6l1-2H16",
  products: "M3.5 9.7V4h5.7l7.3 7.3-5.7 5.7zM6.6 7.1h.01",
  customers:
    "M10 10.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2ZM4 16.5c.6-2.6 3-4.2 6-4.2s5.400 1.600 6 4.200",
  apps: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  inbox: "M3 5.500h14v9H3zM3.200 5.800 10 11l6.800-5.200",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  search: "M9 14.200a5.200 5.200 0 1 0 0-10.400 5.200 5.200 0 0 0 0 10.400ZM13 13l3.500 3.500",
  back: "M11.500 5 6.500 10l5 5",
  close: "m5.500 5.500 9 9m0-9-9 9",
  more: "m6 8 4 4 4-4",
  flask:
    "M8 3.500h4M8.700 3.500v4.300L5 14.600c-.500 1 .200 1.900 1.200 1.900h7.600c1 0 1.700-.900 1.200-1.900l-3.700-6.800V3.500M6.800 12h6.400",
  image: "M3.500 4.500h13v11h-13zM3.800 13.500l3.700-3.600 3 2.900 2.200-2.100 3.500 3.300M12.800 7.600h.01",
  truck:
    "M2.500 5.500h9v8h-9zM11.500 8.500h3.300l2.700 2.600v2.400h-6M5.500 15.300a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600ZM14 15.300a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600Z",
  external: "M8 5H5v10h10v-3M11 4.500h4.500V9M15 5l-6 6",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): Html {
  return trusted(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`,
  );
}
