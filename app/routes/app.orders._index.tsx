import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { badListAddress } from "#app/components/frame/page-problems.ts";
import { OrdersTable } from "#app/components/orders/orders-table.tsx";
import { listOrdersQuery } from "#app/contracts/order-view.ts";
import { parseFields } from "#app/contracts/problem.ts";
import { listOrders } from "#app/services/list-orders.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const BACK = { label: "All orders", to: "/app/orders" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const query = parseFields(listOrdersQuery, Object.fromEntries(new URL(request.url).searchParams));
  if (!query.ok) throw data(badListAddress(BACK), { status: 400 });
  const listed = await listOrders(ctx, query.data);
  if (!listed.ok) throw data(badListAddress(BACK), { status: 400 });
  return listed.page;
}

export default function Orders() {
  const page = useLoaderData<typeof loader>();
  return (
    <AppPage title="Orders" width="full">
      <OrdersTable page={page} />
    </AppPage>
  );
}
