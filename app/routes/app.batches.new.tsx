import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { emptyDraft, newBatchPayload } from "#app/components/batches/batch-draft.ts";
import { BatchForm } from "#app/components/batches/batch-form.tsx";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { readForm } from "#app/components/frame/read-form.ts";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { createBatchBody } from "#app/contracts/batch.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { listLocations } from "#app/services/list-locations.ts";
import { nextBatchCode } from "#app/services/next-batch-code.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const [advice, locations] = await Promise.all([
    nextBatchCode(ctx, { madeAt: ctx.now() }),
    listLocations(ctx),
  ]);
  // A code on an empty form is a sample: what there is to say about it comes with the product.
  return { advice: { ...advice, warnings: [] }, locations };
}

/** The form keeps what was typed; a fresh code preview comes with each change anyway. */
export const shouldRevalidate = () => false;

export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<{ id: string }>> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(createBatchBody, request);
  if (!form.ok) return form;
  const made = await createBatch(ctx, form.data, actor);
  if (!made.ok) return { ok: false, ...sayRefusal(made.error) };
  return { ok: true, said: `Batch ${made.batch.code} recorded`, value: { id: made.batch.id } };
}

export default function NewBatch() {
  const { advice, locations } = useLoaderData<typeof loader>();
  const { now, timeZone } = useShopClock();
  return (
    <AppPage title="New batch" width="narrow" back={{ label: "Batches", to: "/app/batches" }}>
      <BatchForm
        initial={emptyDraft(now, timeZone)}
        advice={advice}
        toPayload={newBatchPayload}
        cancelTo="/app/batches"
        locations={locations}
      />
    </AppPage>
  );
}
