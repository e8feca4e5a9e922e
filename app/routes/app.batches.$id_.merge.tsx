import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MergeForm } from "#app/components/batches/merge-form.tsx";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { mergeBatchesBody } from "#app/contracts/manual-acts.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { mergeBatches } from "#app/services/merge-batches.ts";
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
  const form = await readForm(mergeBatchesBody, request);
  if (!form.ok) return form;
  const merged = await mergeBatches(ctx, params["id"] ?? "", form.data, actor);
  return merged.ok
    ? { ok: true, said: "Batches merged", value: null }
    : { ok: false, ...sayRefusal(merged.error) };
}

export default function MergeBatches() {
  const { batch } = useLoaderData<typeof loader>();
  const back = { label: batch.code, to: `/app/batches/${batch.id}` };
  return (
    <AppPage title={`Merge into ${batch.code}`} width="narrow" back={back}>
      <MergeForm key={batch.id} target={batch} />
    </AppPage>
  );
}
