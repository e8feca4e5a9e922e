import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import { SplitForm } from "#app/components/batches/split-form.tsx";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { splitBatchBody } from "#app/contracts/manual-acts.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { nextBatchCode } from "#app/services/next-batch-code.ts";
import { splitBatch } from "#app/services/split-batch.ts";
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
  const madeAt = new Date(batch.madeAt);
  const { code } = await nextBatchCode(ctx, { variantId: batch.items[0]?.variantId ?? null, madeAt });
  return { batch, nextCode: code };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult<{ id: string }>> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(splitBatchBody, request);
  if (!form.ok) return form;
  const split = await splitBatch(ctx, params["id"] ?? "", form.data, actor);
  if (!split.ok) return { ok: false, ...sayRefusal(split.error) };
  return { ok: true, said: `Batch ${split.newBatch.code} made`, value: { id: split.newBatch.id } };
}

export default function SplitBatch() {
  const { batch, nextCode } = useLoaderData<typeof loader>();
  const back = { label: batch.code, to: `/app/batches/${batch.id}` };
  return (
    <AppPage title={`Split ${batch.code}`} width="narrow" back={back}>
      <SplitForm key={batch.id} batch={batch} nextCode={nextCode} />
    </AppPage>
  );
}
