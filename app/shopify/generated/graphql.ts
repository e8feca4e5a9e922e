/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Error codes for failed bulk operations. */
export type BulkOperationErrorCode =
  /**
   * The provided operation `query` returned access denied due to missing
   * [access scopes](https://shopify.dev/api/usage/access-scopes).
   * Review the requested object permissions and execute the query as a normal non-bulk GraphQL request to see more details.
   */
  | 'ACCESS_DENIED'
  /**
   * The operation resulted in partial or incomplete data due to internal server errors during execution.
   * These errors might be intermittent, so you can try performing the same query again.
   */
  | 'INTERNAL_SERVER_ERROR'
  /**
   * The operation resulted in partial or incomplete data due to query timeouts during execution.
   * In some cases, timeouts can be avoided by modifying your `query` to select fewer fields.
   */
  | 'TIMEOUT';

/** The valid values for the status of a bulk operation. */
export type BulkOperationStatus =
  /** The bulk operation has been canceled. */
  | 'CANCELED'
  /**
   * Cancelation has been initiated on the bulk operation. There may be a short delay from when a cancelation
   * starts until the operation is actually canceled.
   */
  | 'CANCELING'
  /** The bulk operation has successfully completed. */
  | 'COMPLETED'
  /** The bulk operation has been created. */
  | 'CREATED'
  /** The bulk operation URL has expired. */
  | 'EXPIRED'
  /**
   * The bulk operation has failed. For information on why the operation failed, use
   * [BulkOperation.errorCode](https://shopify.dev/api/admin-graphql/latest/enums/bulkoperationerrorcode).
   */
  | 'FAILED'
  /** The bulk operation is running. */
  | 'RUNNING';

/** Possible error codes that can be returned by `BulkOperationUserError`. */
export type BulkOperationUserErrorCode =
  /** The input value is invalid. */
  | 'INVALID'
  /** Bulk operations limit reached. Please try again later. */
  | 'LIMIT_REACHED'
  /** A bulk operation is already in progress. */
  | 'OPERATION_IN_PROGRESS';

/** The precision of the value returned by a count field. */
export type CountPrecision =
  /** The count is at least the value. A limit was imposed and reached. */
  | 'AT_LEAST'
  /** The count is exactly the value. A write may not be reflected instantaneously. */
  | 'EXACT';

/** The display status of a fulfillment. */
export type FulfillmentDisplayStatus =
  /** Displayed as **Attempted delivery**. */
  | 'ATTEMPTED_DELIVERY'
  /** Displayed as **Canceled**. */
  | 'CANCELED'
  /** Displayed as **Picked up by carrier**. */
  | 'CARRIER_PICKED_UP'
  /** Displayed as **Confirmed**. */
  | 'CONFIRMED'
  /** Displayed as **Delayed**. */
  | 'DELAYED'
  /** Displayed as **Delivered**. */
  | 'DELIVERED'
  /** Displayed as **Failure**. */
  | 'FAILURE'
  /** Displayed as **Fulfilled**. */
  | 'FULFILLED'
  /** Displayed as **In transit**. */
  | 'IN_TRANSIT'
  /** Displayed as **Label printed**. */
  | 'LABEL_PRINTED'
  /** Displayed as **Label purchased**. */
  | 'LABEL_PURCHASED'
  /** Displayed as **Label voided**. */
  | 'LABEL_VOIDED'
  /** Displayed as **Marked as fulfilled**. */
  | 'MARKED_AS_FULFILLED'
  /** Displayed as **Not delivered**. */
  | 'NOT_DELIVERED'
  /** Displayed as **Out for delivery**. */
  | 'OUT_FOR_DELIVERY'
  /** Displayed as **Picked up**. */
  | 'PICKED_UP'
  /** Displayed as **Ready for pickup**. */
  | 'READY_FOR_PICKUP'
  /** Displayed as **Submitted**. */
  | 'SUBMITTED';

/** The status of a fulfillment order. */
export type FulfillmentOrderStatus =
  /** The fulfillment order has been cancelled by the merchant. */
  | 'CANCELLED'
  /** The fulfillment order has been completed and closed. */
  | 'CLOSED'
  /** The fulfillment order cannot be completed as requested. */
  | 'INCOMPLETE'
  /** The fulfillment order is being processed. */
  | 'IN_PROGRESS'
  /**
   * The fulfillment order is on hold. The fulfillment process can't be initiated
   * until the hold on the fulfillment order is released.
   */
  | 'ON_HOLD'
  /** The fulfillment order is ready for fulfillment. */
  | 'OPEN'
  /** The fulfillment order is deferred and will be ready for fulfillment after the date and time specified in `fulfill_at`. */
  | 'SCHEDULED';

/** The status of a fulfillment. */
export type FulfillmentStatus =
  /** The fulfillment was canceled. */
  | 'CANCELLED'
  /** There was an error with the fulfillment request. */
  | 'ERROR'
  /** The fulfillment request failed. */
  | 'FAILURE'
  /** The third-party fulfillment service has acknowledged the fulfillment and is processing it. */
  | 'OPEN'
  /**
   * Shopify has created the fulfillment and is waiting for the third-party
   * fulfillment service to transition it to `open` or `success`.
   */
  | 'PENDING'
  /** The fulfillment was completed successfully. */
  | 'SUCCESS';

/** The input fields that identify metafields. */
export type MetafieldIdentifierInput = {
  /** The key of the metafield. */
  key: string;
  /** The namespace of the metafield. */
  namespace: string;
  /** The unique ID of the resource that the metafield is attached to. */
  ownerId: string;
};

/** The input fields for a metafield value to set. */
export type MetafieldsSetInput = {
  /**
   * The `compareDigest` value obtained from a previous query. Provide this with
   * updates to ensure the metafield is modified safely.
   */
  compareDigest?: string | null | undefined;
  /**
   * The unique identifier for a metafield within its namespace.
   *
   * Must be 2-64 characters long and can contain alphanumeric, hyphen, and underscore characters.
   */
  key: string;
  /**
   * The container for a group of metafields that the metafield is or will be associated with. Used in tandem
   * with `key` to lookup a metafield on a resource, preventing conflicts with other metafields with the
   * same `key`. If omitted the app-reserved namespace will be used.
   *
   * Must be 3-255 characters long and can contain alphanumeric, hyphen, and underscore characters.
   */
  namespace?: string | null | undefined;
  /** The unique ID of the resource that the metafield is attached to. */
  ownerId: string;
  /**
   * The type of data that's stored in the metafield.
   * The type must be one of the [supported types](https://shopify.dev/apps/metafields/types).
   *
   * Required when there's no corresponding definition for the given `namespace`, `key`, and
   * owner resource type (derived from `ownerId`).
   */
  type?: string | null | undefined;
  /** The data stored in the metafield. Always stored as a string, regardless of the metafield's type. */
  value: string;
};

/** Represents the order's current financial status. */
export type OrderDisplayFinancialStatus =
  /**
   * Displayed as **Authorized**. The payment provider has validated the customer's
   * payment information. This status appears only for manual payment capture and
   * indicates payments should be captured before the authorization period expires.
   */
  | 'AUTHORIZED'
  /**
   * Displayed as **Expired**. Payment wasn't captured before the payment
   * provider's deadline on an authorized order. Some payment providers use this
   * status to indicate failed payment processing.
   */
  | 'EXPIRED'
  /** Displayed as **Paid**. Payment was automatically or manually captured, or the order was marked as paid. */
  | 'PAID'
  /**
   * Displayed as **Partially paid**. A payment was manually captured for the order
   * with an amount less than the full order value.
   */
  | 'PARTIALLY_PAID'
  /** Displayed as **Partially refunded**. The amount refunded to a customer is less than the full amount paid for an order. */
  | 'PARTIALLY_REFUNDED'
  /**
   * Displayed as **Pending**. Orders have this status when the payment provider
   * needs time to complete the payment, or when manual payment methods are being used.
   */
  | 'PENDING'
  /** Displayed as **Refunded**. The full amount paid for an order was refunded to the customer. */
  | 'REFUNDED'
  /**
   * Displayed as **Voided**. An authorized but uncaptured payment was voided,
   * releasing the hold on the funds. This is the payment's financial status and is
   * distinct from the order's status: an order can remain open even when its
   * payment is voided.
   */
  | 'VOIDED';

/** Represents the order's aggregated fulfillment status for display purposes. */
export type OrderDisplayFulfillmentStatus =
  /** Displayed as **Fulfilled**. All the items in the order have been fulfilled. */
  | 'FULFILLED'
  /**
   * Displayed as **Not required** on the orders list and **Fulfillment not
   * required** in the order details header. The order has no items to be fulfilled.
   */
  | 'FULFILLMENT_NOT_REQUIRED'
  /**
   * Displayed as **In progress**. All of the items in the order have had a request
   * for fulfillment sent to the fulfillment service or all of the items have been
   * marked as in progress.
   */
  | 'IN_PROGRESS'
  /** Displayed as **On hold**. All of the unfulfilled items in this order are on hold. */
  | 'ON_HOLD'
  /** Displayed as **Open**. None of the items in the order have been fulfilled. Replaced by "UNFULFILLED" status. */
  | 'OPEN'
  /** Displayed as **Partially fulfilled**. Some of the items in the order have been fulfilled. */
  | 'PARTIALLY_FULFILLED'
  /**
   * Displayed as **Pending fulfillment**. A request for fulfillment of some items
   * awaits a response from the fulfillment service. Replaced by the "IN_PROGRESS" status.
   */
  | 'PENDING_FULFILLMENT'
  /**
   * Displayed as **Request declined**. Some of the items in the order have been
   * rejected for fulfillment by the fulfillment service.
   */
  | 'REQUEST_DECLINED'
  /** Displayed as **Restocked**. All the items in the order have been restocked. Replaced by the "UNFULFILLED" status. */
  | 'RESTOCKED'
  /** Displayed as **Scheduled**. All of the unfulfilled items in this order are scheduled for fulfillment at later time. */
  | 'SCHEDULED'
  /** Displayed as **Unfulfilled**. None of the items in the order have been fulfilled. */
  | 'UNFULFILLED';

/** The possible product statuses. */
export type ProductStatus =
  /**
   * The product is ready to sell and can be published to sales channels and apps.
   * Products with an active status aren't automatically published to sales
   * channels, such as the online store, or apps. By default, existing products are set to active.
   */
  | 'ACTIVE'
  /** The product is no longer being sold and isn't available to customers on sales channels and apps. */
  | 'ARCHIVED'
  /**
   * The product isn't ready to sell and is unavailable to customers on sales
   * channels and apps. By default, duplicated and unarchived products are set to draft.
   */
  | 'DRAFT'
  /**
   * The product is active but you need a direct link to view it. The product
   * doesn't show up in search, collections, or product recommendations. It will be
   * returned in Storefront API and Liquid only when referenced individually by
   * handle, id, or metafield reference.This status is only visible from 2025-10
   * and up, is translated to active in older versions and can't be changed from
   * unlisted in older versions.
   */
  | 'UNLISTED';

/** The type of restock performed for a particular refund line item. */
export type RefundLineItemRestockType =
  /** The refund line item was canceled. Use this when restocking unfulfilled line items. */
  | 'CANCEL'
  /**
   * Deprecated. The refund line item was restocked, without specifically
   * beingidentified as a return or cancelation. This value is not accepted when
   * creating new refunds.
   */
  | 'LEGACY_RESTOCK'
  /** Refund line item was not restocked. */
  | 'NO_RESTOCK'
  /** The refund line item was returned. Use this when restocking line items that were fulfilled. */
  | 'RETURN';

export type SetOrderMetafieldsMutationVariables = Exact<{
  metafields: Array<MetafieldsSetInput> | MetafieldsSetInput;
}>;


export type SetOrderMetafieldsMutation = { metafieldsSet: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type DeleteOrderMetafieldsMutationVariables = Exact<{
  metafields: Array<MetafieldIdentifierInput> | MetafieldIdentifierInput;
}>;


export type DeleteOrderMetafieldsMutation = { metafieldsDelete: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type ReadOrderTagsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadOrderTagsQuery = { nodes: Array<
    | { id: string, tags: Array<string> }
    | Record<PropertyKey, never>
   | null> };

export type OrdersInBulkQueryVariables = Exact<{
  query?: string | null | undefined;
}>;


export type OrdersInBulkQuery = { orders: { edges: Array<{ node: { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, location: { id: string } | null }>, refunds: Array<{ id: string }>, lineItems: { edges: Array<{ node: { unfulfilledQuantity: number, id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null } }> }, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null } | null, shippingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null, billingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null } }> } };

export type StartBulkQueryMutationVariables = Exact<{
  query: string;
}>;


export type StartBulkQueryMutation = { bulkOperationRunQuery: { bulkOperation: { id: string } | null, userErrors: Array<{ message: string, code: BulkOperationUserErrorCode | null }> } | null };

export type ReadBulkOperationQueryVariables = Exact<{
  id: string;
}>;


export type ReadBulkOperationQuery = { bulkOperation: { status: BulkOperationStatus, errorCode: BulkOperationErrorCode | null, rootObjectCount: unknown, url: string | null } | null };

export type CountOrdersQueryVariables = Exact<{
  query?: string | null | undefined;
}>;


export type CountOrdersQuery = { ordersCount: { count: number } | null };

export type VariantOfCatalogueFragment = { id: string, title: string, sku: string | null, barcode: string | null, position: number, media: { nodes: Array<
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
    > } };

export type ProductOfCatalogueFragment = { id: string, title: string, vendor: string, status: ProductStatus, isGiftCard: boolean, updatedAt: string, featuredMedia:
    | { preview: { image: { url: string } | null } | null }
    | { preview: { image: { url: string } | null } | null }
    | { preview: { image: { url: string } | null } | null }
    | { preview: { image: { url: string } | null } | null }
   | null };

export type CountVariantsQueryVariables = Exact<{ [key: string]: never; }>;


export type CountVariantsQuery = { productVariantsCount: { count: number, precision: CountPrecision } | null };

export type ReadVariantPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ReadVariantPageQuery = { productVariants: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, sku: string | null, barcode: string | null, position: number, product: { id: string, title: string, vendor: string, status: ProductStatus, isGiftCard: boolean, updatedAt: string, featuredMedia:
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
         | null }, media: { nodes: Array<
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
        > } }> } };

export type ReadVariantsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadVariantsQuery = { nodes: Array<
    | { id: string, title: string, sku: string | null, barcode: string | null, position: number, product: { id: string, title: string, vendor: string, status: ProductStatus, isGiftCard: boolean, updatedAt: string, featuredMedia:
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
         | null }, media: { nodes: Array<
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
        > } }
    | Record<PropertyKey, never>
   | null> };

export type ReadProductQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ReadProductQuery = { product: { id: string, title: string, vendor: string, status: ProductStatus, isGiftCard: boolean, updatedAt: string, variants: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, sku: string | null, barcode: string | null, position: number, media: { nodes: Array<
            | { preview: { image: { url: string } | null } | null }
            | { preview: { image: { url: string } | null } | null }
            | { preview: { image: { url: string } | null } | null }
            | { preview: { image: { url: string } | null } | null }
          > } }> }, featuredMedia:
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
     | null } | null };

export type ReadLocationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ReadLocationsQuery = { locations: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, isActive: boolean, isFulfillmentService: boolean }> } };

export type OrderLineFragment = { id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null };

export type OrderLinesFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> };

export type FulfillmentUnitsFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> };

export type FulfillmentStartFragment = { id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } };

export type RefundUnitsFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> };

export type RefundStartFragment = { id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } };

export type PostalAddressFragment = { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null };

export type OrderHeadFragment = { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null } | null, shippingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null, billingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null };

export type OrderStartFragment = { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> }, fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }>, refunds: Array<{ id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } }>, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null } | null, shippingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null, billingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null };

export type ReadOrdersQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadOrdersQuery = { nodes: Array<
    | { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> }, fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }>, refunds: Array<{ id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } }>, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null } | null, shippingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null, billingAddress: { firstName: string | null, lastName: string | null, name: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, province: string | null, provinceCode: string | null, zip: string | null, country: string | null, countryCodeV2: string | null, phone: string | null } | null }
    | Record<PropertyKey, never>
   | null> };

export type ReadOrderIdsQueryVariables = Exact<{
  first: number;
  query: string;
  after?: string | null | undefined;
}>;


export type ReadOrderIdsQuery = { orders: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string }> } };

export type ReadMoreLinesQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReadMoreLinesQuery = { order: { lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> } } | null };

export type ReadAllFulfillmentsQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ReadAllFulfillmentsQuery = { order: { fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }> } | null };

export type ReadAllRefundsQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ReadAllRefundsQuery = { order: { refunds: Array<{ id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } }> } | null };

export type ReadMoreFulfillmentUnitsQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReadMoreFulfillmentUnitsQuery = { fulfillment: { fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } } | null };

export type ReadMoreRefundUnitsQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReadMoreRefundUnitsQuery = { refund: { refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } } | null };

export type RemainingUnitsFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> };

export type FulfillmentOrderStartFragment = { id: string, status: FulfillmentOrderStatus, assignedLocation: { location: { id: string } | null }, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> } };

export type FulfillmentOrdersFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: FulfillmentOrderStatus, assignedLocation: { location: { id: string } | null }, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> } }> };

export type ReadFulfillmentOrdersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadFulfillmentOrdersQuery = { order: { fulfillmentOrders: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: FulfillmentOrderStatus, assignedLocation: { location: { id: string } | null }, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> } }> } } | null };

export type ReadMoreRemainingUnitsQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReadMoreRemainingUnitsQuery = { fulfillmentOrder: { lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> } } | null };

export type FulfillmentPlaceFragment = { id: string, location: { id: string } | null };

export type ReadPlacesOfOrdersQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadPlacesOfOrdersQuery = { nodes: Array<
    | { id: string, fulfillments: Array<{ id: string, location: { id: string } | null }>, fulfillmentOrders: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: FulfillmentOrderStatus, assignedLocation: { location: { id: string } | null }, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ remainingQuantity: number, lineItem: { id: string } }> } }> } }
    | Record<PropertyKey, never>
   | null> };

export type ReadAllFulfillmentPlacesQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ReadAllFulfillmentPlacesQuery = { order: { fulfillments: Array<{ id: string, location: { id: string } | null }> } | null };

export type ReadOrdersOfFulfillmentOrdersQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadOrdersOfFulfillmentOrdersQuery = { nodes: Array<
    | { id: string, order: { id: string } }
    | Record<PropertyKey, never>
   | null> };

export type ReadShopQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadShopQuery = { shop: { name: string, contactEmail: string, ianaTimezone: string, currencyCode: string, primaryDomain: { localization: { defaultLocale: string } | null } }, currentAppInstallation: { accessScopes: Array<{ handle: string }> } };

export type AddTagMutationVariables = Exact<{
  id: string;
  tags: Array<string> | string;
}>;


export type AddTagMutation = { tagsAdd: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type RemoveTagMutationVariables = Exact<{
  id: string;
  tags: Array<string> | string;
}>;


export type RemoveTagMutation = { tagsRemove: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const VariantOfCatalogueFragmentDoc = new TypedDocumentString(`
    fragment VariantOfCatalogue on ProductVariant {
  id
  title
  sku
  barcode
  position
  media(first: 1) {
    nodes {
      preview {
        image {
          url
        }
      }
    }
  }
}
    `, {"fragmentName":"VariantOfCatalogue"}) as unknown as TypedDocumentString<VariantOfCatalogueFragment, unknown>;
export const ProductOfCatalogueFragmentDoc = new TypedDocumentString(`
    fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  isGiftCard
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}
    `, {"fragmentName":"ProductOfCatalogue"}) as unknown as TypedDocumentString<ProductOfCatalogueFragment, unknown>;
export const PostalAddressFragmentDoc = new TypedDocumentString(`
    fragment PostalAddress on MailingAddress {
  firstName
  lastName
  name
  company
  address1
  address2
  city
  province
  provinceCode
  zip
  country
  countryCodeV2
  phone
}
    `, {"fragmentName":"PostalAddress"}) as unknown as TypedDocumentString<PostalAddressFragment, unknown>;
export const OrderHeadFragmentDoc = new TypedDocumentString(`
    fragment OrderHead on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  displayFulfillmentStatus
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      ...PostalAddress
    }
  }
  shippingAddress {
    ...PostalAddress
  }
  billingAddress {
    ...PostalAddress
  }
}
    fragment PostalAddress on MailingAddress {
  firstName
  lastName
  name
  company
  address1
  address2
  city
  province
  provinceCode
  zip
  country
  countryCodeV2
  phone
}`, {"fragmentName":"OrderHead"}) as unknown as TypedDocumentString<OrderHeadFragment, unknown>;
export const OrderLineFragmentDoc = new TypedDocumentString(`
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
    `, {"fragmentName":"OrderLine"}) as unknown as TypedDocumentString<OrderLineFragment, unknown>;
export const OrderLinesFragmentDoc = new TypedDocumentString(`
    fragment OrderLines on LineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...OrderLine
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}`, {"fragmentName":"OrderLines"}) as unknown as TypedDocumentString<OrderLinesFragment, unknown>;
export const FulfillmentUnitsFragmentDoc = new TypedDocumentString(`
    fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}
    `, {"fragmentName":"FulfillmentUnits"}) as unknown as TypedDocumentString<FulfillmentUnitsFragment, unknown>;
export const FulfillmentStartFragmentDoc = new TypedDocumentString(`
    fragment FulfillmentStart on Fulfillment {
  id
  status
  displayStatus
  createdAt
  fulfillmentLineItems(first: 10) {
    ...FulfillmentUnits
  }
}
    fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}`, {"fragmentName":"FulfillmentStart"}) as unknown as TypedDocumentString<FulfillmentStartFragment, unknown>;
export const RefundUnitsFragmentDoc = new TypedDocumentString(`
    fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}
    `, {"fragmentName":"RefundUnits"}) as unknown as TypedDocumentString<RefundUnitsFragment, unknown>;
export const RefundStartFragmentDoc = new TypedDocumentString(`
    fragment RefundStart on Refund {
  id
  createdAt
  refundLineItems(first: 10) {
    ...RefundUnits
  }
}
    fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}`, {"fragmentName":"RefundStart"}) as unknown as TypedDocumentString<RefundStartFragment, unknown>;
export const OrderStartFragmentDoc = new TypedDocumentString(`
    fragment OrderStart on Order {
  ...OrderHead
  lineItems(first: 10) {
    ...OrderLines
  }
  fulfillments(first: 3) {
    ...FulfillmentStart
  }
  refunds(first: 3) {
    ...RefundStart
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
fragment OrderLines on LineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...OrderLine
  }
}
fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentStart on Fulfillment {
  id
  status
  displayStatus
  createdAt
  fulfillmentLineItems(first: 10) {
    ...FulfillmentUnits
  }
}
fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}
fragment RefundStart on Refund {
  id
  createdAt
  refundLineItems(first: 10) {
    ...RefundUnits
  }
}
fragment PostalAddress on MailingAddress {
  firstName
  lastName
  name
  company
  address1
  address2
  city
  province
  provinceCode
  zip
  country
  countryCodeV2
  phone
}
fragment OrderHead on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  displayFulfillmentStatus
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      ...PostalAddress
    }
  }
  shippingAddress {
    ...PostalAddress
  }
  billingAddress {
    ...PostalAddress
  }
}`, {"fragmentName":"OrderStart"}) as unknown as TypedDocumentString<OrderStartFragment, unknown>;
export const RemainingUnitsFragmentDoc = new TypedDocumentString(`
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}
    `, {"fragmentName":"RemainingUnits"}) as unknown as TypedDocumentString<RemainingUnitsFragment, unknown>;
export const FulfillmentOrderStartFragmentDoc = new TypedDocumentString(`
    fragment FulfillmentOrderStart on FulfillmentOrder {
  id
  status
  assignedLocation {
    location {
      id
    }
  }
  lineItems(first: 10) {
    ...RemainingUnits
  }
}
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}`, {"fragmentName":"FulfillmentOrderStart"}) as unknown as TypedDocumentString<FulfillmentOrderStartFragment, unknown>;
export const FulfillmentOrdersFragmentDoc = new TypedDocumentString(`
    fragment FulfillmentOrders on FulfillmentOrderConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...FulfillmentOrderStart
  }
}
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentOrderStart on FulfillmentOrder {
  id
  status
  assignedLocation {
    location {
      id
    }
  }
  lineItems(first: 10) {
    ...RemainingUnits
  }
}`, {"fragmentName":"FulfillmentOrders"}) as unknown as TypedDocumentString<FulfillmentOrdersFragment, unknown>;
export const FulfillmentPlaceFragmentDoc = new TypedDocumentString(`
    fragment FulfillmentPlace on Fulfillment {
  id
  location {
    id
  }
}
    `, {"fragmentName":"FulfillmentPlace"}) as unknown as TypedDocumentString<FulfillmentPlaceFragment, unknown>;
export const SetOrderMetafieldsDocument = new TypedDocumentString(`
    mutation SetOrderMetafields($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetOrderMetafieldsMutation, SetOrderMetafieldsMutationVariables>;
export const DeleteOrderMetafieldsDocument = new TypedDocumentString(`
    mutation DeleteOrderMetafields($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) {
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteOrderMetafieldsMutation, DeleteOrderMetafieldsMutationVariables>;
export const ReadOrderTagsDocument = new TypedDocumentString(`
    query ReadOrderTags($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      id
      tags
    }
  }
}
    `) as unknown as TypedDocumentString<ReadOrderTagsQuery, ReadOrderTagsQueryVariables>;
export const OrdersInBulkDocument = new TypedDocumentString(`
    query OrdersInBulk($query: String) {
  orders(query: $query, sortKey: PROCESSED_AT) {
    edges {
      node {
        ...OrderHead
        fulfillments(first: 3) {
          id
          status
          displayStatus
          createdAt
          location {
            id
          }
        }
        refunds(first: 1) {
          id
        }
        lineItems {
          edges {
            node {
              ...OrderLine
              unfulfilledQuantity
            }
          }
        }
      }
    }
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
fragment PostalAddress on MailingAddress {
  firstName
  lastName
  name
  company
  address1
  address2
  city
  province
  provinceCode
  zip
  country
  countryCodeV2
  phone
}
fragment OrderHead on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  displayFulfillmentStatus
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      ...PostalAddress
    }
  }
  shippingAddress {
    ...PostalAddress
  }
  billingAddress {
    ...PostalAddress
  }
}`) as unknown as TypedDocumentString<OrdersInBulkQuery, OrdersInBulkQueryVariables>;
export const StartBulkQueryDocument = new TypedDocumentString(`
    mutation StartBulkQuery($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) {
    bulkOperation {
      id
    }
    userErrors {
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<StartBulkQueryMutation, StartBulkQueryMutationVariables>;
export const ReadBulkOperationDocument = new TypedDocumentString(`
    query ReadBulkOperation($id: ID!) {
  bulkOperation(id: $id) {
    status
    errorCode
    rootObjectCount
    url
  }
}
    `) as unknown as TypedDocumentString<ReadBulkOperationQuery, ReadBulkOperationQueryVariables>;
export const CountOrdersDocument = new TypedDocumentString(`
    query CountOrders($query: String) {
  ordersCount(query: $query, limit: null) {
    count
  }
}
    `) as unknown as TypedDocumentString<CountOrdersQuery, CountOrdersQueryVariables>;
export const CountVariantsDocument = new TypedDocumentString(`
    query CountVariants {
  productVariantsCount(limit: 25000) {
    count
    precision
  }
}
    `) as unknown as TypedDocumentString<CountVariantsQuery, CountVariantsQueryVariables>;
export const ReadVariantPageDocument = new TypedDocumentString(`
    query ReadVariantPage($first: Int!, $after: String) {
  productVariants(first: $first, after: $after, sortKey: ID) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...VariantOfCatalogue
      product {
        ...ProductOfCatalogue
      }
    }
  }
}
    fragment VariantOfCatalogue on ProductVariant {
  id
  title
  sku
  barcode
  position
  media(first: 1) {
    nodes {
      preview {
        image {
          url
        }
      }
    }
  }
}
fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  isGiftCard
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}`) as unknown as TypedDocumentString<ReadVariantPageQuery, ReadVariantPageQueryVariables>;
export const ReadVariantsDocument = new TypedDocumentString(`
    query ReadVariants($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      ...VariantOfCatalogue
      product {
        ...ProductOfCatalogue
      }
    }
  }
}
    fragment VariantOfCatalogue on ProductVariant {
  id
  title
  sku
  barcode
  position
  media(first: 1) {
    nodes {
      preview {
        image {
          url
        }
      }
    }
  }
}
fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  isGiftCard
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}`) as unknown as TypedDocumentString<ReadVariantsQuery, ReadVariantsQueryVariables>;
export const ReadProductDocument = new TypedDocumentString(`
    query ReadProduct($id: ID!, $first: Int!, $after: String) {
  product(id: $id) {
    ...ProductOfCatalogue
    variants(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...VariantOfCatalogue
      }
    }
  }
}
    fragment VariantOfCatalogue on ProductVariant {
  id
  title
  sku
  barcode
  position
  media(first: 1) {
    nodes {
      preview {
        image {
          url
        }
      }
    }
  }
}
fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  isGiftCard
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}`) as unknown as TypedDocumentString<ReadProductQuery, ReadProductQueryVariables>;
export const ReadLocationsDocument = new TypedDocumentString(`
    query ReadLocations($first: Int!, $after: String) {
  locations(
    first: $first
    after: $after
    includeInactive: true
    includeLegacy: true
    sortKey: ID
  ) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      isActive
      isFulfillmentService
    }
  }
}
    `) as unknown as TypedDocumentString<ReadLocationsQuery, ReadLocationsQueryVariables>;
export const ReadOrdersDocument = new TypedDocumentString(`
    query ReadOrders($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      ...OrderStart
    }
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
fragment OrderLines on LineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...OrderLine
  }
}
fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentStart on Fulfillment {
  id
  status
  displayStatus
  createdAt
  fulfillmentLineItems(first: 10) {
    ...FulfillmentUnits
  }
}
fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}
fragment RefundStart on Refund {
  id
  createdAt
  refundLineItems(first: 10) {
    ...RefundUnits
  }
}
fragment PostalAddress on MailingAddress {
  firstName
  lastName
  name
  company
  address1
  address2
  city
  province
  provinceCode
  zip
  country
  countryCodeV2
  phone
}
fragment OrderHead on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  displayFulfillmentStatus
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      ...PostalAddress
    }
  }
  shippingAddress {
    ...PostalAddress
  }
  billingAddress {
    ...PostalAddress
  }
}
fragment OrderStart on Order {
  ...OrderHead
  lineItems(first: 10) {
    ...OrderLines
  }
  fulfillments(first: 3) {
    ...FulfillmentStart
  }
  refunds(first: 3) {
    ...RefundStart
  }
}`) as unknown as TypedDocumentString<ReadOrdersQuery, ReadOrdersQueryVariables>;
export const ReadOrderIdsDocument = new TypedDocumentString(`
    query ReadOrderIds($first: Int!, $query: String!, $after: String) {
  orders(first: $first, query: $query, after: $after, sortKey: UPDATED_AT) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReadOrderIdsQuery, ReadOrderIdsQueryVariables>;
export const ReadMoreLinesDocument = new TypedDocumentString(`
    query ReadMoreLines($id: ID!, $after: String!) {
  order(id: $id) {
    lineItems(first: 100, after: $after) {
      ...OrderLines
    }
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
fragment OrderLines on LineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...OrderLine
  }
}`) as unknown as TypedDocumentString<ReadMoreLinesQuery, ReadMoreLinesQueryVariables>;
export const ReadAllFulfillmentsDocument = new TypedDocumentString(`
    query ReadAllFulfillments($id: ID!, $first: Int!) {
  order(id: $id) {
    fulfillments(first: $first) {
      ...FulfillmentStart
    }
  }
}
    fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentStart on Fulfillment {
  id
  status
  displayStatus
  createdAt
  fulfillmentLineItems(first: 10) {
    ...FulfillmentUnits
  }
}`) as unknown as TypedDocumentString<ReadAllFulfillmentsQuery, ReadAllFulfillmentsQueryVariables>;
export const ReadAllRefundsDocument = new TypedDocumentString(`
    query ReadAllRefunds($id: ID!, $first: Int!) {
  order(id: $id) {
    refunds(first: $first) {
      ...RefundStart
    }
  }
}
    fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}
fragment RefundStart on Refund {
  id
  createdAt
  refundLineItems(first: 10) {
    ...RefundUnits
  }
}`) as unknown as TypedDocumentString<ReadAllRefundsQuery, ReadAllRefundsQueryVariables>;
export const ReadMoreFulfillmentUnitsDocument = new TypedDocumentString(`
    query ReadMoreFulfillmentUnits($id: ID!, $after: String!) {
  fulfillment(id: $id) {
    fulfillmentLineItems(first: 100, after: $after) {
      ...FulfillmentUnits
    }
  }
}
    fragment FulfillmentUnits on FulfillmentLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    lineItem {
      id
    }
  }
}`) as unknown as TypedDocumentString<ReadMoreFulfillmentUnitsQuery, ReadMoreFulfillmentUnitsQueryVariables>;
export const ReadMoreRefundUnitsDocument = new TypedDocumentString(`
    query ReadMoreRefundUnits($id: ID!, $after: String!) {
  refund(id: $id) {
    refundLineItems(first: 100, after: $after) {
      ...RefundUnits
    }
  }
}
    fragment RefundUnits on RefundLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    quantity
    restockType
    lineItem {
      id
    }
  }
}`) as unknown as TypedDocumentString<ReadMoreRefundUnitsQuery, ReadMoreRefundUnitsQueryVariables>;
export const ReadFulfillmentOrdersDocument = new TypedDocumentString(`
    query ReadFulfillmentOrders($id: ID!, $after: String) {
  order(id: $id) {
    fulfillmentOrders(first: 5, after: $after) {
      ...FulfillmentOrders
    }
  }
}
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentOrderStart on FulfillmentOrder {
  id
  status
  assignedLocation {
    location {
      id
    }
  }
  lineItems(first: 10) {
    ...RemainingUnits
  }
}
fragment FulfillmentOrders on FulfillmentOrderConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...FulfillmentOrderStart
  }
}`) as unknown as TypedDocumentString<ReadFulfillmentOrdersQuery, ReadFulfillmentOrdersQueryVariables>;
export const ReadMoreRemainingUnitsDocument = new TypedDocumentString(`
    query ReadMoreRemainingUnits($id: ID!, $after: String!) {
  fulfillmentOrder(id: $id) {
    lineItems(first: 100, after: $after) {
      ...RemainingUnits
    }
  }
}
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}`) as unknown as TypedDocumentString<ReadMoreRemainingUnitsQuery, ReadMoreRemainingUnitsQueryVariables>;
export const ReadPlacesOfOrdersDocument = new TypedDocumentString(`
    query ReadPlacesOfOrders($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      id
      fulfillments(first: 10) {
        ...FulfillmentPlace
      }
      fulfillmentOrders(first: 5) {
        ...FulfillmentOrders
      }
    }
  }
}
    fragment RemainingUnits on FulfillmentOrderLineItemConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    remainingQuantity
    lineItem {
      id
    }
  }
}
fragment FulfillmentOrderStart on FulfillmentOrder {
  id
  status
  assignedLocation {
    location {
      id
    }
  }
  lineItems(first: 10) {
    ...RemainingUnits
  }
}
fragment FulfillmentOrders on FulfillmentOrderConnection {
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...FulfillmentOrderStart
  }
}
fragment FulfillmentPlace on Fulfillment {
  id
  location {
    id
  }
}`) as unknown as TypedDocumentString<ReadPlacesOfOrdersQuery, ReadPlacesOfOrdersQueryVariables>;
export const ReadAllFulfillmentPlacesDocument = new TypedDocumentString(`
    query ReadAllFulfillmentPlaces($id: ID!, $first: Int!) {
  order(id: $id) {
    fulfillments(first: $first) {
      ...FulfillmentPlace
    }
  }
}
    fragment FulfillmentPlace on Fulfillment {
  id
  location {
    id
  }
}`) as unknown as TypedDocumentString<ReadAllFulfillmentPlacesQuery, ReadAllFulfillmentPlacesQueryVariables>;
export const ReadOrdersOfFulfillmentOrdersDocument = new TypedDocumentString(`
    query ReadOrdersOfFulfillmentOrders($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on FulfillmentOrder {
      id
      order {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReadOrdersOfFulfillmentOrdersQuery, ReadOrdersOfFulfillmentOrdersQueryVariables>;
export const ReadShopDocument = new TypedDocumentString(`
    query ReadShop {
  shop {
    name
    contactEmail
    ianaTimezone
    currencyCode
    primaryDomain {
      localization {
        defaultLocale
      }
    }
  }
  currentAppInstallation {
    accessScopes {
      handle
    }
  }
}
    `) as unknown as TypedDocumentString<ReadShopQuery, ReadShopQueryVariables>;
export const AddTagDocument = new TypedDocumentString(`
    mutation AddTag($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) {
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AddTagMutation, AddTagMutationVariables>;
export const RemoveTagDocument = new TypedDocumentString(`
    mutation RemoveTag($id: ID!, $tags: [String!]!) {
  tagsRemove(id: $id, tags: $tags) {
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveTagMutation, RemoveTagMutationVariables>;