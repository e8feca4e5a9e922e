import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { whatIfBody, type WhatIf } from "#app/contracts/what-if.ts";
import { whatIf } from "#app/services/what-if.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Who would have got what by other rules. A POST, so that a question that fails leaves the page as it is; it writes nothing. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult<WhatIf>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(whatIfBody, request);
  if (!form.ok) return form;
  const answer = await whatIf(ctx, params["id"] ?? "", form.data);
  return answer === null
    ? { ok: false, ...sayRefusal({ type: "not_found" }) }
    : { ok: true, said: "", value: answer };
}
