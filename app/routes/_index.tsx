import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { OpenFromAdmin } from "#app/components/frame/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "Batchbook" }];

/** Shopify may open the bare origin with the shop in the query: that is the app. Anyone else is told where to find it. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Index() {
  return <OpenFromAdmin />;
}
