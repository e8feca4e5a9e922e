import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { instantIn, line } from "#app/contracts/formats.ts";
import { nextBatchCode } from "#app/services/next-batch-code.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

const query = z.object({
  code: line(60).nullable().catch(null),
  variantId: z
    .string()
    .regex(/^gid:\/\/shopify\/ProductVariant\/\d{1,18}$/)
    .nullable()
    .catch(null),
  madeAt: instantIn.nullable().catch(null),
});

/** The code that the batch in the form would get, or the warnings about the one that was typed. Refuses nothing. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await authenticateAdmin(request);
  const { madeAt, ...asked } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return nextBatchCode(ctx, { ...asked, madeAt: madeAt ?? ctx.now() });
}

/** Advice that cannot be had is simply not shown; the form works without. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  try {
    return await serverLoader<typeof loader>();
  } catch {
    return null;
  }
}
