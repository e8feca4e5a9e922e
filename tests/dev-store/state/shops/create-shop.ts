import type { Instant, Shop, ShopPlan } from "../types.ts";
import type { World } from "../world.ts";

/** Points per second by plan (shopify.dev, GraphQL Admin API rate limits); the bucket holds twenty seconds of them. */
const RESTORE_RATE_BY_PLAN = {
  Basic: 100,
  Grow: 100,
  Advanced: 200,
  "Shopify Plus": 1000,
  Enterprise: 2000,
} as const;
const BUCKET_SECONDS = 20;

type PlanName = keyof typeof RESTORE_RATE_BY_PLAN;

export type CreateShopInput = {
  /** The part before .myshopify.com. */
  name: string;
  title?: string;
  email?: string;
  ownerName?: string;
  timezone?: string;
  currency?: string;
  countryCode?: string;
  locale?: string;
  plan?: PlanName;
  /** Instead of the plan's own rates, for tests of throttling. */
  restoreRate?: number;
  bucketSize?: number;
  grantedScopes?: string[];
  protectedData?: Partial<Shop["protectedData"]>;
  installed?: boolean;
  createdAt?: Instant;
};

function planOf(input: CreateShopInput): ShopPlan {
  const name = input.plan ?? "Basic";
  const restoreRate = input.restoreRate ?? RESTORE_RATE_BY_PLAN[name];
  if (restoreRate === undefined) {
    throw new Error(
      `No plan is called "${name}". There are: ${Object.keys(RESTORE_RATE_BY_PLAN).join(", ")}.`,
    );
  }
  return { name, restoreRate, bucketSize: input.bucketSize ?? restoreRate * BUCKET_SECONDS };
}

/** A new, empty shop with one location and the app installed. */
export function createShop(world: World, input: CreateShopInput): Shop {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(input.name ?? "")) {
    throw new Error(`A shop's name has lower case letters, digits and hyphens only, not "${input.name}".`);
  }
  const createdAt = input.createdAt ?? Math.floor(Date.now() / 1000) * 1000;
  const locationId = world.nextId();
  const title = input.title ?? input.name;
  const countryCode = input.countryCode ?? "US";
  return {
    id: world.nextId(),
    domain: `${input.name}.myshopify.com`,
    name: input.name,
    title,
    email: input.email ?? `owner@${input.name}.example`,
    ownerName: input.ownerName ?? "Robin Maker",
    timezone: input.timezone ?? "America/New_York",
    currency: input.currency ?? "USD",
    countryCode,
    locale: input.locale ?? "en",
    plan: planOf(input),
    createdAt,
    installed: input.installed ?? true,
    grantedScopes: input.grantedScopes ?? [],
    protectedData: { name: true, email: true, phone: true, address: true, ...input.protectedData },
    accessTokens: new Map(),
    refreshTokens: new Map(),
    products: new Map(),
    variants: new Map(),
    locations: new Map([
      [
        locationId,
        {
          id: locationId,
          name: "Shop location",
          isActive: true,
          service: null,
          address: {
            firstName: null,
            lastName: null,
            company: title,
            address1: "1 Workshop Lane",
            address2: null,
            city: "Burlington",
            province: "Vermont",
            provinceCode: "VT",
            country: "United States",
            countryCode,
            zip: "05401",
            phone: null,
          },
          createdAt,
          updatedAt: createdAt,
        },
      ],
    ]),
    customers: new Map(),
    orders: new Map(),
    metafields: new Map(),
    bulkOperations: new Map(),
    files: new Map(),
    nextOrderNumber: 1001,
  };
}
