import { pino } from "pino";
import { createAccessTokenStore } from "#app/db/access-token-store.ts";
import type { Database } from "#app/db/client.ts";
import { createAccessTokens } from "#app/shopify/access-tokens.ts";
import { createGateways } from "#app/shopify/create-gateways.ts";
import type { GatewayOf } from "#app/shopify/create-gateways.ts";
import type { Shop } from "../../dev-store/state/types.ts";
import { TEST_API_KEY, TEST_API_SECRET } from "../../setup/test-dev-store.ts";
import { testCipher } from "../../setup/test-shop.ts";

/** Gives the app an offline token of the shop, as an earlier visit of its merchant would have. */
export async function grantOfflineToken(db: Database, shop: Shop): Promise<string> {
  const token = `shpat_${shop.name}`;
  shop.accessTokens.set(token, {
    token,
    kind: "offline",
    scopes: [...shop.grantedScopes],
    userId: null,
    expiresAt: null,
    revoked: false,
  });
  await db.session.create({
    data: {
      id: `offline_${shop.domain}`,
      shop: shop.domain,
      state: "",
      isOnline: false,
      accessToken: testCipher.encrypt(token),
      accountOwner: false,
    },
  });
  return token;
}

/** The gateways of one process, and what it logged. */
export function gatewaysOf(db: Database): { gatewayOf: GatewayOf; logged: string[] } {
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
  const tokens = createAccessTokens({
    store: createAccessTokenStore(db, testCipher),
    apiKey: TEST_API_KEY,
    apiSecret: TEST_API_SECRET,
  });
  return { gatewayOf: createGateways({ tokens, log }), logged };
}
