import type { EngineState } from "./engine-state.ts";

/** Whether recalled units stay where they are and whoever has some is in the recall (DOMAIN.md section 4, 2, 3 and 10). */
export function checkRecalls(state: EngineState): Record<string, unknown[]> {
  const recalled = new Set(state.batches.flatMap(({ id, status }) => (status === "recalled" ? [id] : [])));
  return {
    "nothing is promised from a recalled batch": state.items.filter(
      ({ batchId, promised }) => recalled.has(batchId) && promised > 0,
    ),
    "the batches of a recall under way are recalled": state.recalls.filter(
      ({ batchIds }) => !batchIds.every((id) => recalled.has(id)),
    ),
    "whoever has units of a recalled batch is in its recall": state.recalls.flatMap((recall) => {
      const held = new Map<number, number>();
      for (const { orderId, batchId, shipped, confidence } of state.draws) {
        const counts =
          recall.batchIds.includes(batchId) && (recall.ring !== "certain" || confidence !== "assumed");
        if (counts && shipped > 0) held.set(orderId, (held.get(orderId) ?? 0) + shipped);
      }
      return [...held].flatMap(([orderId, units]) => {
        const known = recall.orders.find(({ id }) => id === orderId)?.units ?? 0;
        return known < units ? [{ recall: recall.number, orderId, units, known }] : [];
      });
    }),
  };
}
