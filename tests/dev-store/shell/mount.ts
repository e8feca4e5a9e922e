import type { DevStore } from "../dev-store.ts";
import { HttpError, type Context, type Router } from "../http.ts";
import { displayFulfillmentStatus } from "../state/order-status.ts";
import type { Shop } from "../state/types.ts";
import { mountAdminApi } from "./admin-api.ts";
import type { AdminApp } from "./admin-app.ts";
import { readAdminApp } from "./admin-app.ts";
import { mountAssets } from "./assets.ts";
import type { Html } from "./html.ts";
import { frameOrigin } from "./frame-origin.ts";
import { launchUrl } from "./launch-url.ts";
import { renderAdminPage, type AdminPage } from "./layout.ts";
import { mountExtensionHost } from "./extension-host/mount.ts";
import { appPage } from "./pages/app.ts";
import { customerPage, customersPage } from "./pages/customers.ts";
import { homePage } from "./pages/home.ts";
import { mountInbox } from "./pages/inbox.ts";
import { orderPage } from "./pages/order.ts";
import { ordersPage } from "./pages/orders.ts";
import { productPage, productsPage } from "./pages/products.ts";
import { shopsPage } from "./pages/shops.ts";

export type PageContent = Pick<AdminPage, "title" | "section"> &
  Partial<Pick<AdminPage, "fullBleed" | "data">> & { content: Html };

/** Sends one admin page; the frame around the content is the same on all of them. */
export type SendPage = (context: Context, shop: Shop | null, page: PageContent) => Promise<void>;

/**
 * Adds the admin to the dev store's router: pages of every shop, the App Bridge stand-in, the extension host, the inbox.
 * @param appToml path of shopify.app.toml: the app's name, its first page and its scopes
 */
export function mountShell(router: Router, devStore: DevStore, appToml: string): void {
  const app = (): Promise<AdminApp> => readAdminApp(appToml, devStore.config.apiKey);

  const sendPage: SendPage = async (context, shop, page) => {
    const markup = renderAdminPage({
      ...page,
      shop,
      app: await app(),
      unreadMails: devStore.inbox.mails().length,
      openOrders: shop === null ? 0 : openOrders(shop),
    });
    context.send(200, markup, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  };

  /** One page of a store; the store's name is in the address. */
  function storePage(
    pattern: string,
    build: (shop: Shop, context: Context) => Promise<PageContent> | PageContent,
  ): void {
    router.get(`/store/:store${pattern}`, async (context) => {
      const shop = storeOf(devStore, context);
      await sendPage(context, shop, await build(shop, context));
    });
  }

  mountAssets(router);
  mountAdminApi(router, devStore, app);
  mountExtensionHost(router, devStore);
  mountInbox(router, devStore, sendPage);

  router.get("/", async (context) => {
    const shops = devStore.shops.all();
    const only = shops[0];
    if (shops.length === 1 && only !== undefined)
      context.send(302, undefined, { location: `/store/${only.name}` });
    else await sendPage(context, null, { title: "Shops", section: "home", content: shopsPage(shops) });
  });
  storePage("", async (shop) => ({
    title: "Home",
    section: "home",
    content: homePage(shop, await app(), devStore.inbox.mails().length),
  }));
  storePage("/products", (shop, { url }) => ({
    title: "Products",
    section: "products",
    content: productsPage(shop, url),
  }));
  storePage("/products/:id", (shop, { params }) => {
    const product = found(shop.products.get(Number(params["id"])), "product");
    const data = { resource: `gid://shopify/Product/${product.id}` };
    return { title: product.title, section: "products", content: productPage(shop, product), data };
  });
  storePage("/orders", (shop, { url }) => ({
    title: "Orders",
    section: "orders",
    content: ordersPage(shop, url),
  }));
  storePage("/orders/:id", (shop, { params }) => {
    const order = found(shop.orders.get(Number(params["id"])), "order");
    const data = { resource: `gid://shopify/Order/${order.id}` };
    return { title: order.name, section: "orders", content: orderPage(shop, order), data };
  });
  storePage("/customers", (shop, { url }) => ({
    title: "Customers",
    section: "customers",
    content: customersPage(shop, url),
  }));
  storePage("/customers/:id", (shop, { params }) => {
    const customer = found(shop.customers.get(Number(params["id"])), "customer");
    const data = { resource: `gid://shopify/Customer/${customer.id}` };
    return {
      title: customer.email ?? "Customer",
      section: "customers",
      content: customerPage(shop, customer),
      data,
    };
  });
  storePage("/apps/:key/*", async (shop, context) => {
    const admin = await app();
    if (context.params["key"] !== admin.apiKey)
      throw new HttpError(404, `No app with the client id ${context.params["key"]} is installed.`);
    const rest = context.params["*"] ?? "";
    const frameUrl = launchUrl({
      appOrigin: frameOrigin(devStore),
      path: (rest === "" ? admin.firstPath : `/${rest}`) + context.url.search,
      shop,
      apiSecret: devStore.config.apiSecret,
      idToken: await devStore.sessionToken(shop.domain),
      timestamp: Math.floor(Date.now() / 1000),
    });
    return {
      title: admin.name,
      section: "app",
      content: appPage(admin, frameUrl),
      fullBleed: true,
      data: { appOrigin: frameOrigin(devStore) },
    };
  });
}

/** The shop named in the address. */
function storeOf(devStore: DevStore, context: Context): Shop {
  const name = context.params["store"] ?? "";
  return found(devStore.shops.byName(name), `shop ${name}.myshopify.com`);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new HttpError(404, `There is no such ${what}.`);
  return value;
}

function openOrders(shop: Shop): number {
  let open = 0;
  for (const order of shop.orders.values()) {
    if (
      order.cancelledAt === null &&
      ["UNFULFILLED", "PARTIALLY_FULFILLED"].includes(displayFulfillmentStatus(order))
    )
      open += 1;
  }
  return open;
}
