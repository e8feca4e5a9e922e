const ADMIN_PARAMETERS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];

/** A page's own query, without what the admin appends when it opens the app. */
export function ownParams(params: URLSearchParams): URLSearchParams {
  const own = new URLSearchParams(params);
  for (const name of ADMIN_PARAMETERS) own.delete(name);
  return own;
}
