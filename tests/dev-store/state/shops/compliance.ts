/** The three webhooks the law asks for. They go out whether or not the app is still installed. */
import { mustFind } from "../refusal.ts";
import type { Customer, Shop } from "../types.ts";
import type { World } from "../world.ts";

function ordersOf(shop: Shop, customer: Customer): number[] {
  return [...shop.orders.values()]
    .filter((order) => order.customerId === customer.id)
    .map((order) => order.id);
}

function customerBlock(customer: Customer): object {
  return { id: customer.id, email: customer.email, phone: customer.phone };
}

export function requestCustomerData(world: World, shop: Shop, customerId: number): void {
  const customer = mustFind(shop.customers.get(customerId), `customer ${customerId}`);
  world.announce(shop, ["customers/data_request"], () =>
    JSON.stringify({
      shop_id: shop.id,
      shop_domain: shop.domain,
      orders_requested: ordersOf(shop, customer),
      customer: customerBlock(customer),
      data_request: { id: world.nextId() },
    }),
  );
}

export function redactCustomer(world: World, shop: Shop, customerId: number): void {
  const customer = mustFind(shop.customers.get(customerId), `customer ${customerId}`);
  world.announce(shop, ["customers/redact"], () =>
    JSON.stringify({
      shop_id: shop.id,
      shop_domain: shop.domain,
      customer: customerBlock(customer),
      orders_to_redact: ordersOf(shop, customer),
    }),
  );
}

/** Shopify sends it 48 hours after the app was uninstalled. */
export function redactShop(world: World, shop: Shop): void {
  world.announce(shop, ["shop/redact"], () => JSON.stringify({ shop_id: shop.id, shop_domain: shop.domain }));
}
