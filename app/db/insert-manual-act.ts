import type { Transaction } from "./client.ts";

export interface NewManualAct {
  id: string;
  kind: string;
  actor: string;
  reason: string | null;
  at: Date;
  data: Record<string, unknown>;
  /** The act that this one takes back. */
  undoes: string | null;
}

/** Records what a person did; its movements are written with its id in the same transaction. */
export async function insertManualAct(tx: Transaction, shopId: string, act: NewManualAct): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO manual_act (shop_id, id, kind, actor, reason, at, data, undoes)
    VALUES (${shopId}::uuid, ${act.id}::uuid, ${act.kind}, ${act.actor}, ${act.reason}, ${act.at},
      ${JSON.stringify(act.data)}::jsonb, ${act.undoes}::uuid)`;
}
