import type { MetaFunction } from "@remix-run/node";
import { OpenFromAdmin } from "#app/components/frame/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "Batchbook" }];

/** Where the library sends a visitor of whom it knows no shop. */
export default function Login() {
  return <OpenFromAdmin />;
}
