import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useLiveReload } from "#app/components/frame/use-live-reload.ts";
import { HomePage } from "#app/components/home/home-page.tsx";
import { homeSummary } from "#app/services/home-summary.ts";
import { shopStatus } from "#app/services/shop-status.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepLast as clientLoader } from "#app/components/frame/keep-last.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const [summary, status] = await Promise.all([homeSummary(ctx), shopStatus(ctx)]);
  return { summary, status };
}

export default function Home() {
  const { summary, status } = useLoaderData<typeof loader>();
  useLiveReload(isMoving(summary, status));
  return <HomePage summary={summary} status={status} />;
}

type Data = Awaited<ReturnType<typeof loader>>;

/** Whether something on the page changes by itself: the catalogue, work from Shopify, a recall on its way. */
function isMoving(summary: Data["summary"], status: Data["status"]): boolean {
  return (
    status.catalogue.state === "waiting" ||
    status.catalogue.state === "running" ||
    status.pendingDeliveries + status.pendingOrders > 0 ||
    summary.recalls.some(
      ({ status: state, drill, orders, recipients }) =>
        state === "active" &&
        !drill &&
        (orders.tagged + orders.failed < orders.total || recipients.settled < recipients.total),
    )
  );
}
