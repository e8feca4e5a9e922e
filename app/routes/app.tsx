import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { AppFrame } from "#app/components/frame/app-frame.tsx";
import { NarrowProvider } from "#app/components/frame/narrow.tsx";
import { RouteError } from "#app/components/frame/route-error.tsx";
import { ShopClockProvider } from "#app/components/frame/shop-clock.tsx";
import { env } from "#app/config/env.server.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  return {
    apiKey: env().SHOPIFY_API_KEY,
    timeZone: ctx.shop.timeZone,
    now: ctx.now().toISOString(),
    onPhone: /\bMobi/.test(request.headers.get("user-agent") ?? ""),
  };
}

/** The clock is set anew with every page, not with every action or look for progress on the same one. */
export function shouldRevalidate({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return currentUrl.pathname !== nextUrl.pathname;
}

export default function AppLayout() {
  const { apiKey, timeZone, now, onPhone } = useLoaderData<typeof loader>();
  return (
    // root.tsx has the App Bridge script in the head; this provider must not add a second one.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <NarrowProvider value={onPhone}>
        <ShopClockProvider timeZone={timeZone} now={now}>
          <AppFrame />
        </ShopClockProvider>
      </NarrowProvider>
    </AppProvider>
  );
}

export function ErrorBoundary() {
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <RouteError />
    </AppProvider>
  );
}
