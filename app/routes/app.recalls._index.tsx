import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { RecallsTable } from "#app/components/recalls/recalls-table.tsx";
import { listRecalls } from "#app/services/list-recalls.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  return listRecalls(ctx, { after });
}

export default function Recalls() {
  const page = useLoaderData<typeof loader>();
  return (
    <AppPage
      title="Recalls"
      width="full"
      primary={{ label: "New recall", to: "/app/recalls/new" }}
      secondary={[{ label: "Run a drill", to: "/app/recalls/new?drill=1" }]}
    >
      <RecallsTable page={page} />
    </AppPage>
  );
}
