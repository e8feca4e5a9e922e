import type { Shop } from "../../state/types.ts";
import { count } from "../format.ts";
import { html, type Html } from "../html.ts";
import { emptyState, pageHeader } from "./pieces.ts";

/** Every shop of this dev store, when there are several or none. */
export function shopsPage(shops: readonly Shop[]): Html {
  return html`${pageHeader({ title: "Shops" })}
    <section class="card card--flush">
      ${
        shops.length === 0
          ? emptyState("No shop yet", "Make one with POST /__dev/shops.")
          : html`<ul class="rows">
              ${shops.map(
                (shop) =>
                  html`<li>
                    <a class="row" href="/store/${shop.name}"
                      ><strong>${shop.title}</strong><span class="subdued">${shop.domain}</span>
                      <span class="row__end">${count(shop.orders.size, "order")}</span></a
                    >
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
}
