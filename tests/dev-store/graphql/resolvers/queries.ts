/** The root of every query. */
import { financialStatus, orderFulfillmentStatus } from "../../state/order-status.ts";
import type { Customer, Order, Product, Variant } from "../../state/types.ts";
import { isOpen } from "../../state/orders/fulfillment-orders.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { findNode, visibleFulfillmentOrders, visibleOrders } from "../node-lookup.ts";
import {
  byFlag,
  byInstant,
  byNumber,
  byText,
  byWords,
  searchPredicate,
  type Filters,
} from "../search-query.ts";
import { idOf } from "../../state/gid.ts";

type SearchArgs = ConnectionArgs & { query?: string | null; sortKey?: string | null };
type CountArgs = { query?: string | null; limit?: number | null };
type IdArgs = { id: string };

function orderState(order: Order): string {
  if (order.cancelledAt !== null) return "cancelled";
  return order.closedAt === null ? "open" : "closed";
}

function orderFilters(context: GraphqlContext): Filters<Order> {
  const { shop } = context;
  const status = byText<Order>((order) => [orderState(order), "any"]);
  return {
    default: byWords((order) => [order.name, order.email, ...order.tags]),
    id: byNumber((order) => order.id),
    name: byText((order) => [order.name, order.name.replace("#", "")]),
    email: byText((order) => [order.email]),
    created_at: byInstant((order) => order.createdAt),
    updated_at: byInstant((order) => order.updatedAt),
    processed_at: byInstant((order) => order.processedAt),
    cancelled_at: byInstant((order) => order.cancelledAt),
    tag: byText((order) => order.tags),
    tag_not: (order, value) => !order.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
    // An open order is one neither cancelled nor closed; "not_closed" is Shopify's word for both open and cancelled.
    status: (order, value, comparator) =>
      value === "not_closed" ? order.closedAt === null : status(order, value, comparator),
    financial_status: byText((order) => [financialStatus(order), "any"]),
    fulfillment_status: byText((order) => {
      const shown = orderFulfillmentStatus(order);
      return [
        shown ?? "unfulfilled",
        ...(shown === null ? ["unshipped"] : []),
        ...(shown === "fulfilled" ? ["shipped"] : []),
      ];
    }),
    customer_id: byNumber((order) => order.customerId ?? -1),
    sku: byText((order) => order.lines.map((line) => line.sku)),
    source_name: byText((order) => [order.sourceName]),
    location_id: byNumber((order) => order.retailLocationId ?? -1),
    test: byFlag((order) => order.test),
    customer_name: byWords((order) => {
      const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
      return [customer?.firstName ?? null, customer?.lastName ?? null];
    }),
  };
}

const ORDER_SORT: Record<string, (order: Order) => number> = {
  ID: (order) => order.id,
  ORDER_NUMBER: (order) => order.orderNumber,
  CREATED_AT: (order) => order.createdAt,
  UPDATED_AT: (order) => order.updatedAt,
  PROCESSED_AT: (order) => order.processedAt,
};

const customerFilters: Filters<Customer> = {
  default: byWords((customer) => [customer.firstName, customer.lastName, customer.email]),
  id: byNumber((customer) => customer.id),
  email: byText((customer) => [customer.email]),
  phone: byText((customer) => [customer.phone]),
  first_name: byText((customer) => [customer.firstName]),
  last_name: byText((customer) => [customer.lastName]),
  tag: byText((customer) => customer.tags),
  tag_not: (customer, value) => !customer.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
  updated_at: byInstant((customer) => customer.updatedAt),
  created_at: byInstant((customer) => customer.createdAt),
};

const CUSTOMER_SORT: Record<string, (customer: Customer) => number | string> = {
  ID: (customer) => customer.id,
  CREATED_AT: (customer) => customer.createdAt,
  UPDATED_AT: (customer) => customer.updatedAt,
  NAME: (customer) => `${customer.lastName ?? ""} ${customer.firstName ?? ""}`,
};

function productFilters(context: GraphqlContext): Filters<Product> {
  const variantsOf = (product: Product): Variant[] =>
    product.variantIds.flatMap((id) => context.shop.variants.get(id) ?? []);
  return {
    default: byWords((product) => [product.title, product.vendor, product.productType, ...product.tags]),
    id: byNumber((product) => product.id),
    title: byWords((product) => [product.title]),
    handle: byText((product) => [product.handle]),
    vendor: byText((product) => [product.vendor]),
    product_type: byText((product) => [product.productType]),
    status: byText((product) => [product.status]),
    tag: byText((product) => product.tags),
    sku: byText((product) => variantsOf(product).map((variant) => variant.sku)),
    barcode: byText((product) => variantsOf(product).map((variant) => variant.barcode)),
    created_at: byInstant((product) => product.createdAt),
    updated_at: byInstant((product) => product.updatedAt),
  };
}

const PRODUCT_SORT: Record<string, (product: Product) => number | string> = {
  ID: (product) => product.id,
  TITLE: (product) => product.title.toLowerCase(),
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
};

function variantFilters(context: GraphqlContext): Filters<Variant> {
  const productOf = (variant: Variant): Product | undefined => context.shop.products.get(variant.productId);
  return {
    default: byWords((variant) => [
      variant.title,
      variant.sku,
      variant.barcode,
      productOf(variant)?.title ?? null,
    ]),
    id: byNumber((variant) => variant.id),
    title: byWords((variant) => [variant.title]),
    sku: byText((variant) => [variant.sku]),
    barcode: byText((variant) => [variant.barcode]),
    product_id: byNumber((variant) => variant.productId),
    product_ids: (variant, value) => value.split(",").map(Number).includes(variant.productId),
    product_status: byText((variant) => [productOf(variant)?.status ?? null]),
    updated_at: byInstant((variant) => variant.updatedAt),
  };
}

const VARIANT_SORT: Record<string, (variant: Variant) => number | string> = {
  ID: (variant) => variant.id,
  SKU: (variant) => variant.sku ?? "",
  TITLE: (variant) => variant.title,
  POSITION: (variant) => variant.position,
};

function sortOf<T extends { id: number }>(
  table: Record<string, (item: T) => number | string>,
  key: string | null | undefined,
  fallback: string,
): (item: T) => number | string {
  const sort = table[key ?? fallback];
  if (sort === undefined) throw new Error(`dev store: the sort key ${String(key)} is not implemented`);
  return sort;
}

/** Counts stop at the limit, 10,000 unless told; a null limit counts all. */
function count(found: number, args: CountArgs): object {
  const limit = args.limit === undefined ? 10_000 : args.limit;
  return limit !== null && found > limit
    ? { count: limit, precision: "AT_LEAST" }
    : { count: found, precision: "EXACT" };
}

function searched<T extends { id: number }>(
  items: Iterable<T>,
  filters: Filters<T>,
  query: string | null | undefined,
): T[] {
  const matches = searchPredicate(query, filters);
  return [...items].filter(matches);
}

export const queryResolvers: TypeResolvers = {
  shop: (_source, _args, context) => context.shop,
  currentAppInstallation: (_source, _args, context) => ({ id: context.shop.id + 1 }),

  orders: (_source, args: SearchArgs, context) =>
    connection(
      searched(visibleOrders(context), orderFilters(context), args.query),
      args,
      (order) => order.id,
      sortOf(ORDER_SORT, args.sortKey, "PROCESSED_AT"),
    ),
  ordersCount: (_source, args: CountArgs, context) =>
    count(searched(visibleOrders(context), orderFilters(context), args.query).length, args),
  order: (_source, { id }: IdArgs, context) =>
    idOf("Order", id) === null ? null : findNode(context, "order", id),

  customers: (_source, args: SearchArgs, context) =>
    connection(
      searched(context.shop.customers.values(), customerFilters, args.query),
      args,
      (customer) => customer.id,
      sortOf(CUSTOMER_SORT, args.sortKey, "ID"),
    ),
  customersCount: (_source, args: CountArgs, context) =>
    count(searched(context.shop.customers.values(), customerFilters, args.query).length, args),
  customer: (_source, { id }: IdArgs, context) =>
    idOf("Customer", id) === null ? null : findNode(context, "customer", id),

  products: (_source, args: SearchArgs, context) =>
    connection(
      searched(context.shop.products.values(), productFilters(context), args.query),
      args,
      (product) => product.id,
      sortOf(PRODUCT_SORT, args.sortKey, "ID"),
    ),
  productsCount: (_source, args: CountArgs, context) =>
    count(searched(context.shop.products.values(), productFilters(context), args.query).length, args),
  product: (_source, { id }: IdArgs, context) =>
    idOf("Product", id) === null ? null : findNode(context, "product", id),

  productVariants: (_source, args: SearchArgs, context) =>
    connection(
      searched(context.shop.variants.values(), variantFilters(context), args.query),
      args,
      (variant) => variant.id,
      sortOf(VARIANT_SORT, args.sortKey, "ID"),
    ),
  productVariantsCount: (_source, args: CountArgs, context) =>
    count(searched(context.shop.variants.values(), variantFilters(context), args.query).length, args),
  productVariant: (_source, { id }: IdArgs, context) =>
    idOf("ProductVariant", id) === null ? null : findNode(context, "productVariant", id),

  locations: (_source, args: ConnectionArgs & { includeInactive?: boolean | null }, context) =>
    connection(
      [...context.shop.locations.values()].filter(
        (location) => args.includeInactive === true || location.isActive,
      ),
      args,
      (location) => location.id,
    ),
  location: (_source, args: { id?: string | null }, context) =>
    args.id == null
      ? ([...context.shop.locations.values()][0] ?? null)
      : findNode(context, "location", args.id),

  fulfillmentOrders: (_source, args: ConnectionArgs & { includeClosed?: boolean | null }, context) =>
    connection(
      visibleOrders(context)
        .flatMap((order) =>
          visibleFulfillmentOrders(context, order).map((fulfillmentOrder) => ({ order, fulfillmentOrder })),
        )
        .filter(({ fulfillmentOrder }) => args.includeClosed === true || isOpen(fulfillmentOrder)),
      args,
      (pair) => pair.fulfillmentOrder.id,
    ),
  fulfillmentOrder: (_source, { id }: IdArgs, context) => findNode(context, "fulfillmentOrder", id),
  fulfillment: (_source, { id }: IdArgs, context) => findNode(context, "fulfillment", id),
  refund: (_source, { id }: IdArgs, context) => findNode(context, "refund", id),
  return: (_source, { id }: IdArgs, context) => findNode(context, "return", id),

  node: (_source, { id }: IdArgs, context) => findNode(context, "node", id),
  nodes: (_source, { ids }: { ids: string[] }, context) => {
    if (ids.length > 250)
      throw new Error(
        "The input array size of " + ids.length + " is greater than the maximum allowed of 250.",
      );
    return ids.map((id) => findNode(context, "nodes", id));
  },

  bulkOperation: (_source, { id }: IdArgs, context) => findNode(context, "bulkOperation", id),
  bulkOperations: (_source, args: SearchArgs, context) =>
    connection(
      searched(
        context.shop.bulkOperations.values(),
        {
          status: byText((operation) => [operation.status]),
          operation_type: byText((operation) => [operation.type]),
          created_at: byInstant((operation) => operation.createdAt),
          id: byNumber((operation) => operation.id),
        },
        args.query,
      ),
      args,
      (operation) => operation.id,
    ),
  currentBulkOperation: (_source, args: { type?: "QUERY" | "MUTATION" | null }, context) =>
    [...context.shop.bulkOperations.values()]
      .filter((operation) => operation.type === (args.type ?? "QUERY"))
      .at(-1) ?? null,
};
