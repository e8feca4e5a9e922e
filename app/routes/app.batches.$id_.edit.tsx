import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { draftOf, editBatchPayload } from "#app/components/batches/batch-draft.ts";
import { BatchForm } from "#app/components/batches/batch-form.tsx";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { changeBatchBody } from "#app/contracts/batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
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

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult<{ id: string }>> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(changeBatchBody, request);
  if (!form.ok) return form;
  const changed = await changeBatch(ctx, params["id"] ?? "", form.data, actor);
  if (!changed.ok) return { ok: false, ...sayRefusal(changed.error, form.data.items) };
  return { ok: true, said: "Batch saved", value: { id: changed.batch.id } };
}

export default function EditBatch() {
  const { batch } = useLoaderData<typeof loader>();
  const { timeZone } = useShopClock();
  const page = `/app/batches/${batch.id}`;
  return (
    <AppPage title={`Edit ${batch.code}`} width="narrow" back={{ label: batch.code, to: page }}>
      <BatchForm
        key={batch.id}
        initial={draftOf(batch, timeZone)}
        advice={null}
        toPayload={editBatchPayload}
        cancelTo={page}
      />
    </AppPage>
  );
}
