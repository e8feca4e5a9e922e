import type { LoaderFunctionArgs } from "@remix-run/node";
import { makeImportTemplate } from "#app/services/make-import-template.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

/** A CSV to fill in. Fetched by the page, which carries the session token, and saved by the browser. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { ctx } = await authenticateAdmin(request);
  return new Response(await makeImportTemplate(ctx), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="batches-template.csv"',
      "Cache-Control": "no-store",
    },
  });
}
