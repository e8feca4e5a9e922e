import type { BenchPostgres } from "./parts/bench-postgres.ts";

/** One thing that is measured, against a floor that is measured in the same run. */
export interface Bench {
  name: string;
  /** What is compared with what, in a sentence. */
  about: string;
  run(postgres: BenchPostgres): Promise<BenchRow[]>;
}

export interface BenchRow {
  what: string;
  /** With its unit: `4,210 orders/s`. */
  value: string;
  /** The same for the floor; empty where the goal is not a ratio. */
  floor: string;
  /** `0.71 (≥ 0.60)` */
  ratio: string;
  /** Null: shown for information, without a goal. */
  met: boolean | null;
}

/** A row for a rate that shall be at least `goal` times the floor's. */
export function rateRow(
  what: string,
  unit: string,
  rates: { value: number; floor: number; goal: number },
): BenchRow {
  const ratio = rates.value / rates.floor;
  return {
    what,
    value: `${whole(rates.value)} ${unit}`,
    floor: `${whole(rates.floor)} ${unit}`,
    ratio: `${ratio.toFixed(2)} (≥ ${rates.goal.toFixed(2)})`,
    met: ratio >= rates.goal,
  };
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share 0.99 for p99 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
