import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { badListAddress } from "#app/components/frame/page-problems.ts";
import { ProductsTable } from "#app/components/products/products-table.tsx";
import { listProductsQuery } from "#app/contracts/product.ts";
import { parseFields } from "#app/contracts/problem.ts";
import { listProducts } from "#app/services/list-products.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const BACK = { label: "All products", to: "/app/products" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const query = parseFields(listProductsQuery, Object.fromEntries(new URL(request.url).searchParams));
  if (!query.ok) throw data(badListAddress(BACK), { status: 400 });
  const listed = await listProducts(ctx, query.data);
  if (!listed.ok) throw data(badListAddress(BACK), { status: 400 });
  return listed.page;
}

export default function Products() {
  const page = useLoaderData<typeof loader>();
  return (
    <AppPage title="Products" width="full">
      <ProductsTable page={page} />
    </AppPage>
  );
}
