import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BatchPage } from "#app/components/batches/batch-page.tsx";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { changeBatchBody } from "#app/contracts/batch.ts";
import { listBatchLinks } from "#app/services/batch-relations.ts";
import { isBatchAlarmed } from "#app/services/is-batch-alarmed.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { listBatchOrders } from "#app/services/list-batch-orders.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { listLocations } from "#app/services/list-locations.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const ORDERS_SHOWN = 20;
const EVENTS_SHOWN = 20;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const id = params["id"] ?? "";
  const search = new URL(request.url).searchParams;
  const [batch, locations, orders, timeline, links, alarmed] = await Promise.all([
    getBatch(ctx, id),
    listLocations(ctx),
    listBatchOrders(ctx, id, { limit: ORDERS_SHOWN, after: search.get("ordersAfter") ?? undefined }),
    listBatchTimeline(ctx, id, { limit: EVENTS_SHOWN, after: search.get("historyAfter") ?? undefined }),
    listBatchLinks(ctx, id),
    isBatchAlarmed(ctx, id),
  ]);
  if (batch === null) {
    throw data(notFound("batch", { label: "All batches", to: "/app/batches" }), { status: 404 });
  }
  return { batch, locations, orders, timeline, links, alarmed };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(changeBatchBody, request);
  if (!form.ok) return form;
  const changed = await changeBatch(ctx, params["id"] ?? "", form.data, actor);
  return changed.ok
    ? { ok: true, said: "Batch changed", value: null }
    : { ok: false, ...sayRefusal(changed.error) };
}

export default function Batch() {
  return <BatchPage {...useLoaderData<typeof loader>()} />;
}
