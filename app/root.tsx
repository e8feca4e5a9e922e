import interFont from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import interStyles from "@fontsource-variable/inter/wght.css?url";
import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import pageStyles from "#app/components/frame/pages.css?url";
import { PlainPage } from "#app/components/frame/plain-page.tsx";
import { env } from "#app/config/env.server.ts";

export const links: LinksFunction = () => [
  { rel: "preload", href: interFont, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: interStyles },
  { rel: "stylesheet", href: pageStyles },
];

/** App Bridge belongs to the embedded pages; on a page outside the admin it would only send people away. */
export function loader({ request }: LoaderFunctionArgs) {
  const embedded = /^\/app(\/|$|\.data)/.test(new URL(request.url).pathname);
  const { SHOPIFY_API_KEY, APP_BRIDGE_URL } = env();
  return { appBridge: embedded ? { apiKey: SHOPIFY_API_KEY, url: APP_BRIDGE_URL } : null };
}

/** The answer is the same for the life of a document. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const appBridge = useRouteLoaderData<typeof loader>("root")?.appBridge ?? null;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {appBridge === null ? null : (
          <>
            <meta name="shopify-api-key" content={appBridge.apiKey} />
            {/* First and blocking, as Shopify asks: it must patch fetch before anything calls it. */}
            <script src={appBridge.url} />
          </>
        )}
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) {
    return (
      <PlainPage title="There is no such page">
        <p>The link may be old, or a letter of it is missing.</p>
        <p>Open Batchbook from your Shopify admin.</p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="This page did not open">
      <p>Something went wrong on our side. Nothing you did is lost.</p>
      <p>Reload the page. If it happens again, open Batchbook anew from your Shopify admin.</p>
    </PlainPage>
  );
}
