import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";

const ADMIN_PARAMETERS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];
/** Those that are the same for as long as the app is open. */
const LASTING_PARAMETERS = ["embedded", "host", "shop"];

/** A page's own query, without what the admin appends when it opens the app. */
export function ownParams(params: URLSearchParams): URLSearchParams {
  const own = new URLSearchParams(params);
  for (const name of ADMIN_PARAMETERS) own.delete(name);
  return own;
}

/**
 * Keeps in the frame's address whose shop it is. Going back past a reload, the browser asks for a page by its address
 * alone, and whom the answer is for cannot be told without it: it would be the page for strangers.
 */
export function useLastingParams(): void {
  const location = useLocation();
  const [lasting] = useState(() =>
    [...new URLSearchParams(location.search)].filter(([name]) => LASTING_PARAMETERS.includes(name)),
  );
  useEffect(() => {
    const url = new URL(window.location.href);
    for (const [name, value] of lasting) url.searchParams.set(name, value);
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
  }, [location, lasting]);
}
