import type { RecallRing } from "#app/domain/recall-scope.ts";

/** How sure it must be that somebody has the goods; each includes the one before. */
export const RING: Record<RecallRing, { label: string; detail: string }> = {
  certain: { label: "Certain", detail: "Only units that somebody confirmed or corrected by hand." },
  probable: { label: "Probable", detail: "Also the units that got this batch by your rules." },
  possible: {
    label: "Possible",
    detail:
      "Also units packed near the change to or from this batch, shipped with batch unknown, or swapped at the last minute.",
  },
};

export const REMEDY: Record<string, { label: string; detail: string }> = {
  refund: { label: "Refund", detail: "The buyer gets the money back." },
  replacement: { label: "Replacement", detail: "The buyer gets a new one." },
  disposal: { label: "Disposal", detail: "The buyer throws it away and shows you proof." },
};
