import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { notFound } from "#app/components/frame/page-problems.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { RECALL_STATUS } from "#app/components/frame/words.ts";
import { RecallPage } from "#app/components/recalls/recall-page.tsx";
import { recipientStatuses } from "#app/components/recalls/recipient-tabs.ts";
import { changeRecallBody, recallMove } from "#app/contracts/recall.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { listRecallEvents } from "#app/services/list-recall-events.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";
import { isOurId } from "#app/domain/our-id.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { keepLast as clientLoader } from "#app/components/frame/keep-last.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const RECIPIENTS_SHOWN = 25;
const UNREACHABLE_SHOWN = 20;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const id = params["id"] ?? "";
  const search = new URL(request.url).searchParams;
  const missing = () =>
    data(notFound("recall", { label: "All recalls", to: "/app/recalls" }), { status: 404 });
  if (!isOurId(id)) throw missing();
  const [recall, events, recipients, unreachable] = await Promise.all([
    getRecall(ctx, id),
    listRecallEvents(ctx, id),
    listRecipients(ctx, id, {
      limit: RECIPIENTS_SHOWN,
      after: search.get("after") ?? undefined,
      statuses: recipientStatuses(search.get("show")),
    }),
    listRecipients(ctx, id, { limit: UNREACHABLE_SHOWN, statuses: ["unreachable", "bounced"] }),
  ]);
  if (recall === null || recipients === null || unreachable === null) throw missing();
  return { recall, events, recipients, unreachable };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(changeRecallBody.extend({ move: recallMove }), request);
  if (!form.ok) return form;
  const { move, reason } = form.data;
  const result = await changeRecallStatus(ctx, params["id"] ?? "", move, { reason }, actor);
  switch (result.outcome) {
    case "moved":
      return {
        ok: true,
        said: `Recall is now ${RECALL_STATUS[result.recall.status].label.toLowerCase()}`,
        value: null,
      };
    case "not_allowed":
      return {
        ok: false,
        title: `The recall is ${RECALL_STATUS[result.status].label.toLowerCase()} now`,
        detail: "Somebody changed it while you were looking at it. Nothing was done: look at it again first.",
        errors: [],
      };
    case "not_found":
      return { ok: false, title: "This recall does not exist", detail: null, errors: [] };
  }
}

export default function Recall() {
  const { recall, events, recipients, unreachable } = useLoaderData<typeof loader>();
  return <RecallPage recall={recall} events={events} recipients={recipients} unreachable={unreachable} />;
}
