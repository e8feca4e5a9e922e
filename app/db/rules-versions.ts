import type { RulesRecord } from "#app/domain/shop-rules.ts";
import type { Transaction } from "./client.ts";

export interface RulesVersionRecord {
  version: number;
  at: Date;
  actor: string;
  rules: RulesRecord;
}

/** Keeps a version of the shop's rules, for good. */
export async function insertRulesVersion(
  tx: Transaction,
  shopId: string,
  { version, at, actor, rules }: RulesVersionRecord,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO allocation_rules (shop_id, version, at, actor, rules)
    VALUES (${shopId}::uuid, ${version}, ${at}, ${actor}, ${JSON.stringify(rules)}::jsonb)`;
}

/** Versions of the shop's rules, the latest first; the first, which nobody made, is not among them. */
export async function findRulesVersions(
  tx: Transaction,
  shopId: string,
  page: { before: number | null; limit: number },
): Promise<RulesVersionRecord[]> {
  return tx.$queryRaw<RulesVersionRecord[]>`
    SELECT version, at, actor, rules FROM allocation_rules
    WHERE shop_id = ${shopId}::uuid AND (${page.before}::int IS NULL OR version < ${page.before}::int)
    ORDER BY version DESC LIMIT ${page.limit}`;
}
