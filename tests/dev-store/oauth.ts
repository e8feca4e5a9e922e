/** The token endpoint: session tokens and refresh tokens in, access tokens out. */
import { randomBytes } from "node:crypto";
import type { Context } from "./http.ts";
import { verifySessionToken } from "./session-token.ts";
import type { AccessToken, RefreshToken, Shop } from "./state/types.ts";

const ACCESS_LIFETIME_MS = 3_600_000;
const DAY_MS = 86_400_000;
const REFRESH_LIFETIME_MS = 90 * DAY_MS;
/** How long an exchanged refresh token may be used again, from its first use, while its replacement has not been. */
const REUSE_WINDOW_MS = 30 * DAY_MS;

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

export type OauthSettings = { apiKey: string; apiSecret: string };

type Answer = { status: number; body: object };

function refuse(error: string, description: string, status = 400): Answer {
  return { status, body: { error, error_description: description } };
}

function newAccessToken(
  shop: Shop,
  kind: AccessToken["kind"],
  userId: number | null,
  expires: boolean,
): AccessToken {
  const token: AccessToken = {
    token: `${kind === "offline" ? "shpat" : "shpua"}_${randomBytes(16).toString("hex")}`,
    kind,
    scopes: [...shop.grantedScopes],
    userId,
    expiresAt: expires ? Date.now() + ACCESS_LIFETIME_MS : null,
    revoked: false,
  };
  shop.accessTokens.set(token.token, token);
  return token;
}

function newPair(shop: Shop, predecessor: RefreshToken | null): Answer {
  const access = newAccessToken(shop, "offline", null, true);
  const refresh: RefreshToken = {
    token: `shprt_${randomBytes(16).toString("hex")}`,
    accessToken: access.token,
    expiresAt: Date.now() + REFRESH_LIFETIME_MS,
    firstUsedAt: null,
    predecessor: predecessor?.token ?? null,
    revoked: false,
  };
  shop.refreshTokens.set(refresh.token, refresh);
  return {
    status: 200,
    body: {
      access_token: access.token,
      scope: access.scopes.join(","),
      expires_in: ACCESS_LIFETIME_MS / 1000,
      refresh_token: refresh.token,
      refresh_token_expires_in: REFRESH_LIFETIME_MS / 1000,
    },
  };
}

function onlineToken(shop: Shop, userId: number): Answer {
  const access = newAccessToken(shop, "online", userId, true);
  const [firstName = "", ...lastNames] = shop.ownerName.split(" ");
  return {
    status: 200,
    body: {
      access_token: access.token,
      scope: access.scopes.join(","),
      expires_in: ACCESS_LIFETIME_MS / 1000,
      associated_user_scope: access.scopes.join(","),
      associated_user: {
        id: userId,
        first_name: firstName,
        last_name: lastNames.join(" "),
        email: shop.email,
        email_verified: true,
        account_owner: true,
        locale: shop.locale,
        collaborator: false,
      },
    },
  };
}

function exchange(shop: Shop, settings: OauthSettings, body: Record<string, string>): Answer {
  const subject = body["subject_token"] ?? "";
  const expiring = body["expiring"] === "1";
  if (body["subject_token_type"] === OFFLINE) {
    const old = shop.accessTokens.get(subject);
    if (old === undefined || old.revoked || !expiring)
      return refuse("invalid_subject_token", "The offline token cannot be exchanged.");
    old.revoked = true;
    return newPair(shop, null);
  }
  if (body["subject_token_type"] !== ID_TOKEN)
    return refuse("invalid_request", "The subject token type is not supported.");
  const claims = verifySessionToken(subject, shop, settings.apiKey, settings.apiSecret);
  if (claims === null) return refuse("invalid_subject_token", "The subject token is invalid.");
  if (!shop.installed) return refuse("app_not_installed", "The app is not installed on this shop.");
  if (body["requested_token_type"] === ONLINE) return onlineToken(shop, Number(claims.sub));
  if (body["requested_token_type"] !== OFFLINE)
    return refuse("invalid_request", "The requested token type is not supported.");
  if (expiring) return newPair(shop, null);
  const access = newAccessToken(shop, "offline", null, false);
  return { status: 200, body: { access_token: access.token, scope: access.scopes.join(",") } };
}

function refresh(shop: Shop, body: Record<string, string>): Answer {
  const token = shop.refreshTokens.get(body["refresh_token"] ?? "");
  const dead =
    token === undefined ||
    token.revoked ||
    !shop.installed ||
    token.expiresAt <= Date.now() ||
    (token.firstUsedAt !== null && token.firstUsedAt + REUSE_WINDOW_MS <= Date.now());
  if (dead) return refuse("invalid_grant", "The refresh token is invalid or has expired.");
  token.firstUsedAt ??= Date.now();
  const predecessor = token.predecessor === null ? undefined : shop.refreshTokens.get(token.predecessor);
  if (predecessor !== undefined) predecessor.revoked = true;
  return newPair(shop, token);
}

async function readParameters(context: Context): Promise<Record<string, string>> {
  if ((context.req.headers["content-type"] ?? "").includes("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams((await context.body()).toString("utf8")));
  }
  return await context.json<Record<string, string>>();
}

/** What the endpoint answers, errors as Shopify's. */
export async function answerTokenRequest(
  context: Context,
  shop: Shop,
  settings: OauthSettings,
): Promise<Answer> {
  const body = await readParameters(context);
  if (body["client_id"] !== settings.apiKey || body["client_secret"] !== settings.apiSecret) {
    return refuse("application_cannot_be_found", "The client id or secret is not that of an app.");
  }
  if (body["grant_type"] === EXCHANGE) return exchange(shop, settings, body);
  if (body["grant_type"] === "refresh_token") return refresh(shop, body);
  return refuse("unsupported_grant_type", "The grant type is not supported.");
}
