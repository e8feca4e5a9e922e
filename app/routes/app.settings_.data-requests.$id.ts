import type { LoaderFunctionArgs } from "@remix-run/node";
import { readDataRequest } from "#app/services/read-data-request.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

/** What the app knows of one buyer, as a file. Fetched by the page, which carries the session token. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { ctx } = await authenticateAdmin(request);
  const exported = await readDataRequest(ctx, params["id"] ?? "");
  if (exported === null) return new Response("There is no such data request.", { status: 404 });
  return new Response(exported, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="customer-data.json"',
      "Cache-Control": "no-store",
    },
  });
}
