/** Session tokens (id tokens): how the admin makes them, and how the token endpoint checks them. */
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { getJwt } from "@shopify/shopify-api/test-helpers";
import type { Shop } from "./state/types.ts";

const LIFETIME_SECONDS = 60;
/** Shopify and its library forgive this much difference between clocks. */
const TOLERANCE_SECONDS = 10;

export const OWNER_USER_ID = 69_523_243_207;

export type SessionClaims = { iss: string; dest: string; aud: string; sub: string; exp: number; nbf: number };

export async function issueSessionToken(
  shop: Shop,
  apiKey: string,
  apiSecret: string,
  userId = OWNER_USER_ID,
  atMs = Date.now(),
): Promise<string> {
  const now = Math.floor(atMs / 1000);
  const claims = {
    sub: String(userId),
    exp: now + LIFETIME_SECONDS,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    sig: randomBytes(32).toString("hex"),
  };
  const { token } = await getJwt(shop.name, apiKey, apiSecret, claims);
  return token;
}

function decode(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
}

/** The claims of a token that is good for this shop and app now, else null. */
export function verifySessionToken(
  token: string,
  shop: Shop,
  apiKey: string,
  apiSecret: string,
): SessionClaims | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return null;
  try {
    if (decode(header)["alg"] !== "HS256") return null;
    const given = Buffer.from(signature, "base64url");
    const expected = createHmac("sha256", apiSecret).update(`${header}.${payload}`).digest();
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const claims = decode(payload) as SessionClaims;
    const now = Date.now() / 1000;
    const inTime = claims.exp > now - TOLERANCE_SECONDS && claims.nbf < now + TOLERANCE_SECONDS;
    return inTime && claims.aud === apiKey && claims.dest === `https://${shop.domain}` ? claims : null;
  } catch {
    return null;
  }
}
