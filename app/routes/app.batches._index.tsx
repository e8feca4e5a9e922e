import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BatchTable } from "#app/components/batches/batch-table.tsx";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { badListAddress } from "#app/components/frame/page-problems.ts";
import { listBatchesQuery } from "#app/contracts/batch.ts";
import { parseFields } from "#app/contracts/problem.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const BACK = { label: "All batches", to: "/app/batches" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const query = parseFields(listBatchesQuery, Object.fromEntries(new URL(request.url).searchParams));
  if (!query.ok) throw data(badListAddress(BACK), { status: 400 });
  const listed = await listBatches(ctx, query.data);
  if (!listed.ok) throw data(badListAddress(BACK), { status: 400 });
  return listed.page;
}

export default function Batches() {
  const page = useLoaderData<typeof loader>();
  return (
    <AppPage
      title="Batches"
      width="full"
      primary={{ label: "New batch", to: "/app/batches/new" }}
      secondary={[{ label: "Import batches", to: "/app/batches/import" }]}
    >
      <BatchTable page={page} />
    </AppPage>
  );
}
