import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { NewRecall } from "#app/components/recalls/new-recall.tsx";
import { launchRecallBody } from "#app/contracts/recall.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { readSettings } from "#app/services/read-settings.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const MAX_PRESELECTED = 20;

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const search = new URL(request.url).searchParams;
  const wanted = [...new Set(search.getAll("batch"))].slice(0, MAX_PRESELECTED);
  const [settings, ...batches] = await Promise.all([
    readSettings(ctx),
    ...wanted.map((id) => getBatch(ctx, id)),
  ]);
  return {
    batches: batches.filter((batch) => batch !== null),
    drill: search.has("drill"),
    idempotencyKey: ctx.newId(),
    replyTo: settings.replyTo,
  };
}

/** One key for the life of the page: a launch that is tried again is the same launch. */
export const shouldRevalidate = () => false;

export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<{ id: string }>> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(launchRecallBody, request);
  if (!form.ok) return form;
  const result = await launchRecall(ctx, form.data, actor);
  switch (result.outcome) {
    case "launched":
    case "repeated": {
      const { id, number } = result.recall;
      const said = form.data.drill ? `Drill ${number} done` : `Recall ${number} launched`;
      return { ok: true, said, value: { id } };
    }
    case "key_reused":
      return {
        ok: false,
        title: `${result.recall.number} is launched already`,
        detail: `This page launched it with another text before. Open it under Recalls; for a further recall start anew.`,
        errors: [],
      };
    case "unknown_batches":
      return {
        ok: false,
        title: "Nothing was launched",
        detail: "A chosen batch does not exist in this shop. Go back to the first step and choose again.",
        errors: [],
      };
  }
}

export default function NewRecallPage() {
  const { batches, drill, idempotencyKey, replyTo } = useLoaderData<typeof loader>();
  // A new key is a new recall: coming here again begins with an empty form.
  return (
    <NewRecall
      key={idempotencyKey}
      batches={batches}
      drill={drill}
      idempotencyKey={idempotencyKey}
      replyTo={replyTo}
    />
  );
}
