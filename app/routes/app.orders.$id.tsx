import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { notFound } from "#app/components/frame/page-problems.ts";
import { OrderPage } from "#app/components/orders/order-page.tsx";
import { explainOrder } from "#app/services/explain-order.ts";
import { getOrder } from "#app/services/get-order.ts";
import { listOrderActs } from "#app/services/list-order-acts.ts";
import { readPublication } from "#app/services/read-publication.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const id = params["id"] ?? "";
  const [order, draws, acts, publication] = await Promise.all([
    getOrder(ctx, id),
    explainOrder(ctx, id),
    listOrderActs(ctx, id),
    readPublication(ctx, id),
  ]);
  if (order === null)
    throw data(notFound("order", { label: "All orders", to: "/app/orders" }), { status: 404 });
  return { order, draws, acts, publication };
}

export default function Order() {
  const { order, draws, acts, publication } = useLoaderData<typeof loader>();
  return <OrderPage order={order} draws={draws} acts={acts} publication={publication} />;
}
