import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ImportResult } from "#app/components/batch-import/import-result.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { useLiveReload } from "#app/components/frame/use-live-reload.ts";
import { getBatchImport } from "#app/services/get-batch-import.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepLast as clientLoader } from "#app/components/frame/keep-last.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const view = await getBatchImport(ctx, params["id"] ?? "");
  if (view === null) {
    throw data(notFound("import", { label: "All batches", to: "/app/batches" }), { status: 404 });
  }
  return view;
}

export default function BatchImport() {
  const view = useLoaderData<typeof loader>();
  useLiveReload(!view.isDone);
  return <ImportResult view={view} />;
}
