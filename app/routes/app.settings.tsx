import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { fieldFailure, readForm } from "#app/components/frame/read-form.ts";
import { DataRequests } from "#app/components/settings/data-requests.tsx";
import { PastOrdersLink } from "#app/components/settings/past-orders-link.tsx";
import { RulesHistory } from "#app/components/settings/rules-history.tsx";
import { UnseenLocations } from "#app/components/settings/unseen-locations.tsx";
import { SettingsForm } from "#app/components/settings/settings-form.tsx";
import { settingsBody } from "#app/contracts/settings.ts";
import { listDataRequests } from "#app/services/list-data-requests.ts";
import { listRulesVersions } from "#app/services/list-rules-versions.ts";
import { readSettings } from "#app/services/read-settings.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";
export { reloadUnlessUnreached as shouldRevalidate } from "#app/components/frame/revalidation.ts";
export { RouteError as ErrorBoundary } from "#app/components/frame/route-error.tsx";

const VERSIONS_SHOWN = 10;

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const after = new URL(request.url).searchParams.get("versions") ?? undefined;
  const [settings, dataRequests, versions] = await Promise.all([
    readSettings(ctx),
    listDataRequests(ctx),
    listRulesVersions(ctx, { limit: VERSIONS_SHOWN, after }),
  ]);
  return { settings, dataRequests, versions };
}

export async function action({ request }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(settingsBody, request);
  if (!form.ok) return form;
  const saved = await saveSettings(ctx, form.data, actor);
  return saved.ok ? { ok: true, said: "Settings saved", value: null } : fieldFailure(saved.error.errors);
}

export default function Settings() {
  const { settings, dataRequests, versions } = useLoaderData<typeof loader>();
  return (
    <AppPage title="Settings">
      <SettingsForm saved={settings} />
      {settings.tracksLocations && settings.unseenLocations.length > 0 ? (
        <UnseenLocations locations={settings.unseenLocations} />
      ) : null}
      <RulesHistory page={versions} current={settings.rulesVersion} />
      <PastOrdersLink />
      <DataRequests requests={dataRequests} />
    </AppPage>
  );
}
