import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { ImportPage } from "#app/components/batch-import/import-page.tsx";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { importBatchesBody } from "#app/contracts/batch-import.ts";
import { startBatchImport } from "#app/services/start-batch-import.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request);
  return null;
}

/** The file stays in the page: nothing that loads again may touch it. */
export const shouldRevalidate = () => false;

export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<{ id: string }>> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(importBatchesBody, request);
  if (!form.ok) return form;
  const started = await startBatchImport(ctx, form.data, actor);
  return started.ok
    ? { ok: true, said: "", value: { id: form.data.id } }
    : { ok: false, title: "Nothing was imported", detail: started.why, errors: [] };
}

export default function ImportBatches() {
  return <ImportPage />;
}
