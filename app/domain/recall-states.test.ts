import { expect, it } from "vitest";
import { canMoveRecall } from "./recall-states.ts";
import type { RecallMove, RecallStatus } from "./recall-states.ts";

const statuses: RecallStatus[] = ["draft", "active", "paused", "closed", "revoked"];

/** DOMAIN.md section 4, as drawn there. */
const drawn: Record<RecallMove, { recall: RecallStatus[]; drill: RecallStatus[] }> = {
  launch: { recall: ["draft"], drill: ["draft"] },
  pause: { recall: ["active"], drill: [] },
  resume: { recall: ["paused"], drill: [] },
  close: { recall: ["active", "paused"], drill: ["active", "paused"] },
  revoke: { recall: ["draft", "active", "paused"], drill: [] },
};

it.each(Object.keys(drawn) as RecallMove[])(
  "allows to %s from the drawn states and from no other",
  (move) => {
    for (const status of statuses) {
      expect(canMoveRecall({ status, drill: false }, move)).toBe(drawn[move].recall.includes(status));
      expect(canMoveRecall({ status, drill: true }, move)).toBe(drawn[move].drill.includes(status));
    }
  },
);
