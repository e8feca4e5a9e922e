import type { BatchPage } from "../../../app/contracts/batch.ts";
import type { Problem } from "../../../app/contracts/problem.ts";
import type {
  LaunchedRecall,
  LaunchRecallBody,
  Recall,
  RecallPreview,
} from "../../../app/contracts/recall.ts";

/** A refusal of the app, in the words that a person is shown. */
export class RefusedError extends Error {
  override name = "RefusedError";
  /** The recall that is launched already, when that is why. */
  readonly recall: { id: string; number: string } | null;

  constructor(message: string, recall: RefusedError["recall"] = null) {
    super(message);
    this.recall = recall;
  }
}

/** What to show a person of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The batches of a product, newest first. `gid`: of the product. */
export function listBatches(gid: string, after: string | null): Promise<BatchPage> {
  const query = new URLSearchParams({ productId: gid, limit: "50", ...(after === null ? {} : { after }) });
  return call<BatchPage>("GET", `/api/v1/batches?${query.toString()}`);
}

/** Who has units of the batches; changes nothing. */
export function previewRecall(batchIds: string[]): Promise<RecallPreview> {
  return call<RecallPreview>("POST", "/api/v1/recalls/preview", { batchIds });
}

/** Creates and launches. Safe to repeat with the same idempotency key and body. */
export function launchRecall(body: LaunchRecallBody): Promise<LaunchedRecall> {
  return call<LaunchedRecall>("POST", "/api/v1/recalls", body);
}

export function getRecall(id: string): Promise<Recall> {
  return call<Recall>("GET", `/api/v1/recalls/${id}`);
}

/** @throws {RefusedError} with the problem's detail, or with what a person can do when the app did not answer. */
async function call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RefusedError(shopify.i18n.translate("unreachable"));
  });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new RefusedError(
    problem?.detail ?? shopify.i18n.translate("failed", { status: response.status }),
    problem?.recall ?? null,
  );
}
