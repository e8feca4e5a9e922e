import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticateAdmin } from "#app/shopify.server.ts";

/** The library's own pages (session token, exit from the frame): it answers them by throwing. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request);
  return null;
}
