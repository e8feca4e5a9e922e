import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { productUrl } from "#app/components/products/product-url.ts";
import { sayProductRefusal } from "#app/components/products/say-product-refusal.ts";
import { SetForm } from "#app/components/products/set-form.tsx";
import { saveSetBody } from "#app/contracts/product.ts";
import { getSet } from "#app/services/get-set.ts";
import { saveSet } from "#app/services/save-set.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const set = await getSet(ctx, params["variantId"] ?? "");
  if (set === null) {
    throw data(notFound("variant", { label: "All products", to: "/app/products" }), { status: 404 });
  }
  return { set };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(saveSetBody, request);
  if (!form.ok) return form;
  const saved = await saveSet(ctx, params["variantId"] ?? "", form.data, actor);
  return saved.ok ? { ok: true, said: "Set saved", value: null } : sayProductRefusal(saved.error);
}

export default function SetOfVariant() {
  const { set } = useLoaderData<typeof loader>();
  const backTo = productUrl(set.productId);
  const title = itemTitle({ productTitle: set.productTitle, variantTitle: set.title });
  return (
    <AppPage title={`Set: ${title}`} width="narrow" back={{ label: set.productTitle, to: backTo }}>
      <SetForm key={set.id} set={set} backTo={backTo} />
    </AppPage>
  );
}
