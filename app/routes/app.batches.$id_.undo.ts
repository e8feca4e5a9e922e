import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { uuid } from "#app/contracts/formats.ts";
import { undoActBody } from "#app/contracts/manual-acts.ts";
import { undoAct } from "#app/services/undo-act.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

const body = undoActBody.extend({ actId: uuid });

/** Takes an act of the timeline back. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(body, request);
  if (!form.ok) return form;
  const { actId, reason } = form.data;
  const undone = await undoAct(ctx, actId, { reason }, actor);
  return undone.ok ? { ok: true, said: "Undone", value: null } : { ok: false, ...sayRefusal(undone.error) };
}
