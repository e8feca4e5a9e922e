import { randomUUID } from "node:crypto";
import type { LaunchedRecall, LaunchRecallBody } from "#app/contracts/recall.ts";
import type { ShopContext } from "#app/services/context.ts";
import { launchRecall } from "#app/services/launch-recall.ts";

export const MERCHANT = "merchant:42";

/** A complete request to launch; only what a test is about differs. */
export function recallRequest(
  batchIds: string[],
  overrides: Partial<LaunchRecallBody> = {},
): LaunchRecallBody {
  return {
    batchIds,
    ring: "probable",
    drill: false,
    reason: "Too much lye was weighed in.",
    hazard: "The soap can burn the skin.",
    instructions: "Stop using it and keep it away from children.",
    remedies: ["refund", "replacement"],
    notice: { subject: "Product safety recall {{number}}", body: "We are sorry. Please read on." },
    idempotencyKey: randomUUID(),
    ...overrides,
  };
}

/** Launches and expects it to go well. */
export async function launch(
  ctx: ShopContext,
  batchIds: string[],
  overrides: Partial<LaunchRecallBody> = {},
): Promise<LaunchedRecall> {
  const result = await launchRecall(ctx, recallRequest(batchIds, overrides), MERCHANT);
  if (result.outcome !== "launched") throw new Error(`the launch ended as ${result.outcome}`);
  return result.recall;
}
