import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CountForm } from "#app/components/batches/count-form.tsx";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { countBatchBody } from "#app/contracts/manual-acts.ts";
import { countBatch } from "#app/services/count-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const batch = await getBatch(ctx, params["id"] ?? "");
  if (batch === null) {
    throw data(notFound("batch", { label: "All batches", to: "/app/batches" }), { status: 404 });
  }
  return { batch };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(countBatchBody, request);
  if (!form.ok) return form;
  const counted = await countBatch(ctx, params["id"] ?? "", form.data, actor);
  return counted.ok
    ? { ok: true, said: "Count recorded", value: null }
    : { ok: false, ...sayRefusal(counted.error) };
}

export default function CountStock() {
  const { batch } = useLoaderData<typeof loader>();
  const back = { label: batch.code, to: `/app/batches/${batch.id}` };
  return (
    <AppPage title={`Count ${batch.code}`} width="narrow" back={back}>
      <CountForm key={batch.id} batch={batch} />
    </AppPage>
  );
}
