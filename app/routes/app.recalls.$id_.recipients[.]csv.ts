import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportRecipients } from "#app/services/export-recipients.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

/** The list of recipients as a file. Fetched by the page, which carries the session token, and saved by the browser. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { ctx } = await authenticateAdmin(request);
  const rows = await exportRecipients(ctx, params["id"] ?? "");
  if (rows === null) return new Response("This recall does not exist.", { status: 404 });
  return new Response(createReadableStreamFromReadable(Readable.from(rows, { objectMode: false })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="recall-recipients.csv"',
      "Cache-Control": "no-store",
    },
  });
}
