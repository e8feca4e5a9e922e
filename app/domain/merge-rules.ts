import type { BatchFacts } from "./batch-record.ts";
import type { BatchStatus } from "./settlement.types.ts";

type MergedFacts = Pick<BatchFacts, "id" | "code" | "status" | "expiresOn" | "expiryKind" | "cureOn">;

/** Why putting the units of a batch into another needs a person's yes. */
export interface MergeDifference {
  /** What is confirmed: the same for the same difference of the same batch. */
  key: string;
  /**
   * `expiry`, `cure`: the dates differ. `release`: the units are not for sale now (draft, on hold, closed) and would be in
   * the open batch.
   */
  kind: "expiry" | "cure" | "release";
  /** The batch that gives. */
  code: string;
  /** Its date or state, and that of the batch that takes. */
  source: string | null;
  target: string | null;
}

/** A batch that others are merged into can be any that a person still works with. */
export function takesMerges(status: BatchStatus): boolean {
  return status === "open" || status === "draft" || status === "on_hold";
}

/** What a person has to confirm before the sources' units go into the target; empty when the batches are alike. */
export function mergeDifferences(target: MergedFacts, sources: readonly MergedFacts[]): MergeDifference[] {
  return sources.flatMap((source) => {
    const { code } = source;
    const differences: MergeDifference[] = [];
    const add = (kind: MergeDifference["kind"], of: string | null, to: string | null): void => {
      differences.push({ key: [kind, source.id, of, to].join(":"), kind, code, source: of, target: to });
    };
    if (source.expiresOn !== target.expiresOn || source.expiryKind !== target.expiryKind) {
      add("expiry", source.expiresOn, target.expiresOn);
    }
    if (source.cureOn !== target.cureOn) add("cure", source.cureOn, target.cureOn);
    if (target.status === "open" && source.status !== "open") add("release", source.status, target.status);
    return differences;
  });
}

/**
 * The dates that hold for units of several batches in one: the earliest expiry governs, and is a use-by date when any of
 * them is; nothing is sold before the last of them is cured.
 */
export function mergedDates(
  batches: readonly MergedFacts[],
): Pick<BatchFacts, "expiresOn" | "expiryKind" | "cureOn"> {
  const expiries = batches.flatMap(({ expiresOn }) => (expiresOn === null ? [] : [expiresOn])).sort();
  const cures = batches.flatMap(({ cureOn }) => (cureOn === null ? [] : [cureOn])).sort();
  const expiresOn = expiries[0] ?? null;
  const isUseBy = batches.some(({ expiryKind }) => expiryKind === "use_by");
  return {
    expiresOn,
    expiryKind: expiresOn === null ? null : isUseBy ? "use_by" : "best_before",
    cureOn: cures.at(-1) ?? null,
  };
}
