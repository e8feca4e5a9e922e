/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type VariantOfCatalogueFragment = { id: string, title: string, sku: string | null, barcode: string | null, position: number, image: { url: string } | null };

export type ProductOfCatalogueFragment = { id: string, title: string, vendor: string, status: ProductStatus, updatedAt: string, featuredMedia:
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


export type ReadVariantPageQuery = { productVariants: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, sku: string | null, barcode: string | null, position: number, product: { id: string }, image: { url: string } | null }> } };

export type ReadVariantsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadVariantsQuery = { nodes: Array<
    | { id: string, title: string, sku: string | null, barcode: string | null, position: number, product: { id: string }, image: { url: string } | null }
    | Record<PropertyKey, never>
   | null> };

export type ReadProductsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadProductsQuery = { nodes: Array<
    | { id: string, title: string, vendor: string, status: ProductStatus, updatedAt: string, featuredMedia:
        | { preview: { image: { url: string } | null } | null }
        | { preview: { image: { url: string } | null } | null }
        | { preview: { image: { url: string } | null } | null }
        | { preview: { image: { url: string } | null } | null }
       | null }
    | Record<PropertyKey, never>
   | null> };

export type ReadProductQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ReadProductQuery = { product: { id: string, title: string, vendor: string, status: ProductStatus, updatedAt: string, variants: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, sku: string | null, barcode: string | null, position: number, image: { url: string } | null }> }, featuredMedia:
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
     | null } | null };

export type OrderLineFragment = { id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, unfulfilledQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null };

export type FulfillmentUnitsFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> };

export type RefundUnitsFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> };

export type PostalAddressFragment = { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null };

export type OrderStartFragment = { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, customer: { id: string, displayName: string, firstName: string | null, lastName: string | null, locale: string, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null } | null, shippingAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null, billingAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, unfulfilledQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> }, fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }>, fulfillmentsCount: { count: number } | null, refunds: Array<{ id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } }> };

export type ReadOrdersQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ReadOrdersQuery = { nodes: Array<
    | { id: string, name: string, email: string | null, phone: string | null, customerLocale: string | null, processedAt: string, updatedAt: string, cancelledAt: string | null, test: boolean, customer: { id: string, displayName: string, firstName: string | null, lastName: string | null, locale: string, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null } | null, shippingAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null, billingAddress: { name: string | null, company: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, provinceCode: string | null, country: string | null, phone: string | null } | null, lineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, variantTitle: string | null, sku: string | null, quantity: number, currentQuantity: number, unfulfilledQuantity: number, isGiftCard: boolean, variant: { id: string } | null, product: { id: string } | null }> }, fulfillments: Array<{ id: string, status: FulfillmentStatus, displayStatus: FulfillmentDisplayStatus | null, createdAt: string, fulfillmentLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }>, fulfillmentsCount: { count: number } | null, refunds: Array<{ id: string, createdAt: string | null, refundLineItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }> } }> }
    | Record<PropertyKey, never>
   | null> };

export type ReadShopQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadShopQuery = { shop: { name: string, contactEmail: string, ianaTimezone: string, currencyCode: string, primaryDomain: { localization: { defaultLocale: string } | null } }, currentAppInstallation: { accessScopes: Array<{ handle: string }> } };

export type AddTagMutationVariables = Exact<{
  id: string;
  tags: Array<string> | string;
}>;


export type AddTagMutation = { tagsAdd: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

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
  image {
    url
  }
}
    `, {"fragmentName":"VariantOfCatalogue"}) as unknown as TypedDocumentString<VariantOfCatalogueFragment, unknown>;
export const ProductOfCatalogueFragmentDoc = new TypedDocumentString(`
    fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
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
  name
  company
  address1
  address2
  zip
  city
  provinceCode
  country
  phone
}
    `, {"fragmentName":"PostalAddress"}) as unknown as TypedDocumentString<PostalAddressFragment, unknown>;
export const OrderLineFragmentDoc = new TypedDocumentString(`
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  unfulfilledQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
  }
}
    `, {"fragmentName":"OrderLine"}) as unknown as TypedDocumentString<OrderLineFragment, unknown>;
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
export const OrderStartFragmentDoc = new TypedDocumentString(`
    fragment OrderStart on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  customer {
    id
    displayName
    firstName
    lastName
    locale
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
  lineItems(first: 10) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...OrderLine
    }
  }
  fulfillments(first: 3) {
    id
    status
    displayStatus
    createdAt
    fulfillmentLineItems(first: 10) {
      ...FulfillmentUnits
    }
  }
  fulfillmentsCount {
    count
  }
  refunds(first: 2) {
    id
    createdAt
    refundLineItems(first: 10) {
      ...RefundUnits
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
  unfulfilledQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
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
fragment PostalAddress on MailingAddress {
  name
  company
  address1
  address2
  zip
  city
  provinceCode
  country
  phone
}`, {"fragmentName":"OrderStart"}) as unknown as TypedDocumentString<OrderStartFragment, unknown>;
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
        id
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
  image {
    url
  }
}`) as unknown as TypedDocumentString<ReadVariantPageQuery, ReadVariantPageQueryVariables>;
export const ReadVariantsDocument = new TypedDocumentString(`
    query ReadVariants($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      ...VariantOfCatalogue
      product {
        id
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
  image {
    url
  }
}`) as unknown as TypedDocumentString<ReadVariantsQuery, ReadVariantsQueryVariables>;
export const ReadProductsDocument = new TypedDocumentString(`
    query ReadProducts($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...ProductOfCatalogue
  }
}
    fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}`) as unknown as TypedDocumentString<ReadProductsQuery, ReadProductsQueryVariables>;
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
  image {
    url
  }
}
fragment ProductOfCatalogue on Product {
  id
  title
  vendor
  status
  updatedAt
  featuredMedia {
    preview {
      image {
        url
      }
    }
  }
}`) as unknown as TypedDocumentString<ReadProductQuery, ReadProductQueryVariables>;
export const ReadOrdersDocument = new TypedDocumentString(`
    query ReadOrders($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...OrderStart
  }
}
    fragment OrderLine on LineItem {
  id
  title
  variantTitle
  sku
  quantity
  currentQuantity
  unfulfilledQuantity
  isGiftCard
  variant {
    id
  }
  product {
    id
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
fragment PostalAddress on MailingAddress {
  name
  company
  address1
  address2
  zip
  city
  provinceCode
  country
  phone
}
fragment OrderStart on Order {
  id
  name
  email
  phone
  customerLocale
  processedAt
  updatedAt
  cancelledAt
  test
  customer {
    id
    displayName
    firstName
    lastName
    locale
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
  lineItems(first: 10) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...OrderLine
    }
  }
  fulfillments(first: 3) {
    id
    status
    displayStatus
    createdAt
    fulfillmentLineItems(first: 10) {
      ...FulfillmentUnits
    }
  }
  fulfillmentsCount {
    count
  }
  refunds(first: 2) {
    id
    createdAt
    refundLineItems(first: 10) {
      ...RefundUnits
    }
  }
}`) as unknown as TypedDocumentString<ReadOrdersQuery, ReadOrdersQueryVariables>;
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