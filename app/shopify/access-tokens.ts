import { z } from "zod";
import { ShopifyAccessError, ShopifyUnavailableError } from "./gateway.ts";

/** Tokens for work that no merchant's request carries. */
export interface AccessTokens {
  /**
   * A token that is good for minutes to come; refreshed when it is about to expire.
   * @throws {ShopifyAccessError} the app has no token and cannot get one without the merchant.
   * @throws {ShopifyUnavailableError} Shopify could not be asked.
   */
  current(shopDomain: string): Promise<string>;
  /** A token in place of one that Shopify has just refused. Throws like `current`. */
  replace(shopDomain: string, refused: string): Promise<string>;
}

interface StoredTokens {
  accessToken: string;
  expiresAt: Date | null;
  refreshToken: string | null;
}

interface RenewedTokens extends StoredTokens {
  refreshTokenExpiresAt: Date | null;
  scope: string | null;
}

/** Kept by app/db/access-token-store.ts. */
interface TokenStore {
  read(shopDomain: string): Promise<StoredTokens | null>;
  renewLocked(
    shopDomain: string,
    renew: (current: StoredTokens | null) => Promise<RenewedTokens>,
  ): Promise<StoredTokens>;
}

interface Options {
  store: TokenStore;
  apiKey: string;
  apiSecret: string;
  now?: () => Date;
}

/** The library's own slack: sooner than this before expiry, a page would exchange a new token. */
const EXPIRY_SLACK_MS = 5 * 60_000;
const REQUEST_TIMEOUT_MS = 10_000;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

/** Errors of the token endpoint that no repetition mends: the merchant has to open the app. */
const DEAD_GRANTS = new Set(["invalid_grant", "invalid_subject_token", "invalid_token"]);

/**
 * Reads the stored token before every use and refreshes it under a lock in the database, so that any number of
 * processes make one refresh between them. Callers in one process wait together: they must not each hold a connection.
 */
export function createAccessTokens({
  store,
  apiKey,
  apiSecret,
  now = () => new Date(),
}: Options): AccessTokens {
  const renewing = new Map<string, Promise<string>>();

  const isUsable = (tokens: StoredTokens): boolean =>
    tokens.expiresAt === null || tokens.expiresAt.getTime() - now().getTime() > EXPIRY_SLACK_MS;

  async function refresh(shopDomain: string, refreshToken: string): Promise<RenewedTokens> {
    const answer = await postRefresh(shopDomain, {
      client_id: apiKey,
      client_secret: apiSecret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    const inSeconds = (seconds: number | undefined): Date | null =>
      seconds === undefined ? null : new Date(now().getTime() + seconds * 1000);
    return {
      accessToken: answer.access_token,
      expiresAt: inSeconds(answer.expires_in),
      refreshToken: answer.refresh_token ?? refreshToken,
      refreshTokenExpiresAt: inSeconds(answer.refresh_token_expires_in),
      scope: answer.scope ?? null,
    };
  }

  function renew(shopDomain: string, isGood: (tokens: StoredTokens) => boolean): Promise<string> {
    const underWay = renewing.get(shopDomain);
    if (underWay !== undefined) return underWay;
    const renewal = store
      .renewLocked(shopDomain, async (current) => {
        if (current === null) throw new ShopifyAccessError(`${shopDomain} has no access token`);
        if (isGood(current)) return { ...current, refreshTokenExpiresAt: null, scope: null };
        if (current.refreshToken === null) {
          throw new ShopifyAccessError(`the access token of ${shopDomain} has ended and cannot be refreshed`);
        }
        return refresh(shopDomain, current.refreshToken);
      })
      .then((tokens) => tokens.accessToken)
      .finally(() => renewing.delete(shopDomain));
    renewing.set(shopDomain, renewal);
    return renewal;
  }

  return {
    async current(shopDomain) {
      const stored = await store.read(shopDomain);
      if (stored !== null && isUsable(stored)) return stored.accessToken;
      return renew(shopDomain, isUsable);
    },
    async replace(shopDomain, refused) {
      const isAnother = (tokens: StoredTokens): boolean => tokens.accessToken !== refused && isUsable(tokens);
      const token = await renew(shopDomain, isAnother);
      // A renewal that was under way may have been for a caller to whom the refused token still looked good.
      return token === refused ? renew(shopDomain, isAnother) : token;
    },
  };
}

async function postRefresh(shopDomain: string, body: object): Promise<z.output<typeof tokenAnswer>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`https://${shopDomain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    text = await response.text();
  } catch (cause) {
    throw new ShopifyUnavailableError(`the token endpoint of ${shopDomain} did not answer`, { cause });
  }
  const parsed = parseJson(text);
  if (!response.ok) {
    const code = z.object({ error: z.string() }).safeParse(parsed).data?.error;
    if (response.status === 401 || response.status === 403 || DEAD_GRANTS.has(code ?? "")) {
      throw new ShopifyAccessError(
        `Shopify refused to refresh the token of ${shopDomain}: ${code ?? response.status}`,
      );
    }
    throw new ShopifyUnavailableError(
      `the token endpoint of ${shopDomain} answered ${response.status} ${code ?? ""}`,
    );
  }
  const answer = tokenAnswer.safeParse(parsed);
  if (!answer.success)
    throw new ShopifyUnavailableError(`the token endpoint of ${shopDomain} answered without a token`);
  return answer.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
