import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { sayAssignmentRefusal } from "#app/components/orders/say-assignment-refusal.ts";
import { correctAssignmentBody } from "#app/contracts/assignment.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Which batch units of a line are from, said by a person. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(correctAssignmentBody, request);
  if (!form.ok) return form;
  const corrected = await correctAssignment(ctx, params["id"] ?? "", form.data, actor);
  if (!corrected.ok) return { ok: false, ...sayAssignmentRefusal(corrected.error) };
  const said = form.data.toBatchId === undefined ? "Batch confirmed" : "Batch changed";
  return { ok: true, said, value: null };
}
