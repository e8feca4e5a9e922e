import type { Cipher } from "./cipher.ts";
import type { Database, ModelTransaction } from "./client.ts";

/** A shop's offline tokens, in clear: never logged, never stored like this. */
export interface OfflineTokens {
  accessToken: string;
  /** Null: the access token does not expire. */
  expiresAt: Date | null;
  refreshToken: string | null;
}

/** Where the app keeps offline tokens between the processes that use them. */
export interface AccessTokenStore {
  /** Null when the shop has no session, or one that was blanked after Shopify refused its token. */
  read(shopDomain: string): Promise<OfflineTokens | null>;
  /**
   * Runs `renew` on the tokens as they are now, with every other process kept out, and stores what it returns.
   * `renew` may return the tokens it was given: another process was faster.
   */
  renewLocked(
    shopDomain: string,
    renew: (current: OfflineTokens | null) => Promise<RenewedTokens>,
  ): Promise<OfflineTokens>;
}

export interface RenewedTokens extends OfflineTokens {
  /** Null keeps what is stored. */
  refreshTokenExpiresAt: Date | null;
  /** Comma-separated; null keeps what is stored. */
  scope: string | null;
}

/** The library's name for a shop's offline session. */
const sessionId = (shopDomain: string): string => `offline_${shopDomain}`;

/** Tokens in the library's own session table, so that pages and background work share them. */
export function createAccessTokenStore(db: Database, cipher: Cipher): AccessTokenStore {
  async function readWith(tx: ModelTransaction, shopDomain: string): Promise<OfflineTokens | null> {
    const row = await tx.session.findUnique({ where: { id: sessionId(shopDomain) } });
    if (!row?.accessToken) return null;
    try {
      return {
        accessToken: cipher.decrypt(row.accessToken),
        expiresAt: row.expires,
        refreshToken: row.refreshToken ? cipher.decrypt(row.refreshToken) : null,
      };
    } catch {
      // Its key is no longer listed: as good as absent, the next visit of a merchant exchanges a new one.
      return null;
    }
  }

  return {
    read: (shopDomain) => readWith(db, shopDomain),
    renewLocked: (shopDomain, renew) =>
      db.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${sessionId(shopDomain)}, 0))`;
        const current = await readWith(tx, shopDomain);
        const renewed = await renew(current);
        if (renewed.accessToken !== current?.accessToken) {
          await tx.session.updateMany({
            where: { id: sessionId(shopDomain) },
            data: {
              accessToken: cipher.encrypt(renewed.accessToken),
              expires: renewed.expiresAt,
              refreshToken: renewed.refreshToken && cipher.encrypt(renewed.refreshToken),
              ...(renewed.refreshTokenExpiresAt && { refreshTokenExpires: renewed.refreshTokenExpiresAt }),
              ...(renewed.scope !== null && { scope: renewed.scope }),
            },
          });
        }
        return renewed;
      }),
  };
}
