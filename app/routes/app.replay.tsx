import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { fieldFailure, readForm } from "#app/components/frame/read-form.ts";
import { useLiveReload } from "#app/components/frame/use-live-reload.ts";
import { ReplayPage } from "#app/components/replay/replay-page.tsx";
import { replayBody } from "#app/contracts/replay.ts";
import { getReplay } from "#app/services/get-replay.ts";
import { moveReplay } from "#app/services/move-replay.ts";
import { refreshScopes } from "#app/services/refresh-scopes.ts";
import { startReplay } from "#app/services/start-replay.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { keepLast as clientLoader } from "#app/components/frame/keep-last.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const MOVED = { pause: "Replay paused", resume: "Replay goes on", cancel: "Replay ended" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  return getReplay(ctx);
}

export async function action({ request }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(replayBody, request);
  if (!form.ok) return form;
  switch (form.data.act) {
    case "start": {
      const started = await startReplay(ctx, form.data, actor);
      if (started.ok) return { ok: true, said: "Replay started", value: null };
      return started.error.type === "hidden"
        ? fieldFailure([
            { path: "since", message: "Shopify does not show the app orders from before 60 days ago" },
          ])
        : { ok: false, title: "A replay is running already", detail: null, errors: [] };
    }
    case "move": {
      const { id, move } = form.data;
      if (await moveReplay(ctx, id, move)) return { ok: true, said: MOVED[move], value: null };
      const detail = "It has ended, or somebody else did it first. The page shows how it is now.";
      return { ok: false, title: "That is not possible any more", detail, errors: [] };
    }
    case "scopes":
      await refreshScopes(ctx);
      return { ok: true, said: "", value: null };
  }
}

export default function Replay() {
  const view = useLoaderData<typeof loader>();
  useLiveReload(view.latest?.state === "asking" || view.latest?.state === "reading");
  return <ReplayPage view={view} />;
}
