/** What the server told this page: shop, store, locale, app, section and the page's own facts. */
export const pageData = JSON.parse(document.getElementById("page-data").textContent);
