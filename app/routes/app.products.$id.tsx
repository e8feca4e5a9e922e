import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { ProductPage } from "#app/components/products/product-page.tsx";
import { sayProductRefusal } from "#app/components/products/say-product-refusal.ts";
import { changeProductBody } from "#app/contracts/product.ts";
import { changeProduct } from "#app/services/change-product.ts";
import { getProduct } from "#app/services/get-product.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const VARIANTS_SHOWN = 25;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const after = new URL(request.url).searchParams.get("variants") ?? undefined;
  const product = await getProduct(ctx, params["id"] ?? "", { limit: VARIANTS_SHOWN, after });
  if (product === null) {
    throw data(notFound("product", { label: "All products", to: "/app/products" }), { status: 404 });
  }
  return { product };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(changeProductBody, request);
  if (!form.ok) return form;
  const changed = await changeProduct(ctx, params["id"] ?? "", form.data, actor);
  return changed.ok ? { ok: true, said: "Product saved", value: null } : sayProductRefusal(changed.error);
}

export default function Product() {
  const { product } = useLoaderData<typeof loader>();
  return <ProductPage product={product} />;
}
