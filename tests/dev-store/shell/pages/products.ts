import type { Product, Shop, Variant } from "../../state/types.ts";
import { count, money } from "../format.ts";
import { html, type Html } from "../html.ts";
import { icon } from "../icons.ts";
import {
  emptyState,
  pageHeader,
  pageNumber,
  pager,
  productStatusBadge,
  tagList,
  thumbnail,
} from "./pieces.ts";

const PAGE_SIZE = 50;

/** The product list, searchable by title, SKU and tag. */
export function productsPage(shop: Shop, url: URL): Html {
  const query = (url.searchParams.get("query") ?? "").trim().toLowerCase();
  const products = [...shop.products.values()].filter((product) => matches(shop, product, query));
  const page = pageNumber(url);
  const shown = products.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return html`${pageHeader({ title: "Products" })}
    <section class="card card--flush">
      <form class="filter" role="search">
        <input
          type="search"
          name="query"
          value="${url.searchParams.get("query")}"
          placeholder="Search products"
          aria-label="Search products"
        />
      </form>
      ${
        shown.length === 0
          ? emptyState(
              "No products found",
              query === "" ? "This shop has no products yet." : "Try another search.",
            )
          : html`<table class="index-table" data-live="products">
              <thead>
                <tr>
                  <th>Product</th>
                  <th>Status</th>
                  <th>Inventory</th>
                  <th>Type</th>
                  <th>Vendor</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map((product) => productRow(shop, product))}
              </tbody>
            </table>`
      }
    </section>
    ${pager(url, page, PAGE_SIZE, products.length)}`;
}

function productRow(shop: Shop, product: Product): Html {
  const units = variantsOf(shop, product).reduce((sum, variant) => sum + onHand(variant), 0);
  return html`<tr data-href="/store/${shop.name}/products/${product.id}">
    <td>
      <a class="with-thumbnail" href="/store/${shop.name}/products/${product.id}"
        >${thumbnail(product.image, product.title)}<strong>${product.title}</strong></a
      >
    </td>
    <td>${productStatusBadge(product)}</td>
    <td>${units.toLocaleString("en")} in stock for ${count(product.variantIds.length, "variant")}</td>
    <td class="subdued">${product.productType}</td>
    <td class="subdued">${product.vendor}</td>
  </tr>`;
}

/** One product with its picture and variants; the extensions are placed by the page's script. */
export function productPage(shop: Shop, product: Product): Html {
  const variants = variantsOf(shop, product);
  return html`${pageHeader({
      title: product.title,
      back: `/store/${shop.name}/products`,
      badges: productStatusBadge(product),
      actions: html`<div data-extension-actions="admin.product-details.action.render"></div>`,
    })}
    <div class="columns">
      <div class="stack">
        <section class="card product-summary">
          ${thumbnail(product.image, product.title, "large")}
          <div>
            <h2>Description</h2>
            <div class="prose">${descriptionText(product)}</div>
          </div>
        </section>
        <section class="card card--flush" data-live="variants">
          <div class="card__head">
            <h2>Variants</h2>
            <span class="subdued">${count(variants.length, "variant")}</span>
          </div>
          <table class="index-table">
            <thead>
              <tr>
                <th>Variant</th>
                <th>SKU</th>
                <th>Barcode</th>
                <th class="number">Price</th>
                <th class="number">On hand</th>
              </tr>
            </thead>
            <tbody>
              ${variants.map(
                (variant) =>
                  html`<tr>
                    <td>
                      <span class="with-thumbnail"
                        >${thumbnail(variant.image ?? product.image, variant.title)}<span
                          >${variant.title === "Default Title" ? product.title : variant.title}</span
                        ></span
                      >
                    </td>
                    <td class="mono">${variant.sku}</td>
                    <td class="mono subdued">${variant.barcode}</td>
                    <td class="number">${money(shop, variant.priceCents)}</td>
                    <td class="number">${onHand(variant).toLocaleString("en")}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </section>
        <div class="stack" data-extension-blocks="admin.product-details.block.render"></div>
      </div>
      <div class="stack">
        <section class="card">
          <h2>Organisation</h2>
          <dl class="facts">
            <dt>Type</dt>
            <dd>${product.productType || "–"}</dd>
            <dt>Vendor</dt>
            <dd>${product.vendor || "–"}</dd>
          </dl>
        </section>
        <section class="card" data-live="tags">
          <h2>Tags</h2>
          ${tagList(product.tags)}
        </section>
        ${productDevPanel(product)}
      </div>
    </div>`;
}

function productDevPanel(product: Product): Html {
  return html`<section class="card dev-panel" data-dev-panel aria-label="Dev store">
    <div class="card__head"><h2>${icon("flask")} Dev store</h2></div>
    <p class="subdued">Acts of a merchant that send webhooks.</p>
    <div class="button-row">
      <button
        class="button"
        data-dev-action="product-rename"
        data-product="${product.id}"
        data-title="${product.title}"
      >
        Rename…
      </button>
      <button class="button button--critical" data-dev-action="product-delete" data-product="${product.id}">
        Delete product
      </button>
    </div>
  </section>`;
}

function variantsOf(shop: Shop, product: Product): Variant[] {
  return product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
}

function onHand(variant: Variant): number {
  return [...variant.inventory.values()].reduce((sum, units) => sum + units, 0);
}

function matches(shop: Shop, product: Product, query: string): boolean {
  if (query === "") return true;
  const texts = [
    product.title,
    product.productType,
    product.vendor,
    ...product.tags,
    ...variantsOf(shop, product).map(({ sku }) => sku ?? ""),
  ];
  return texts.some((text) => text.toLowerCase().includes(query));
}

function descriptionText(product: Product): string {
  return (
    product.descriptionHtml
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim() || "No description."
  );
}
