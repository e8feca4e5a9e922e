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

/** A row for a time that shall be at most `goal` times the floor's. */
export function costRow(what: string, times: { ms: number; floorMs: number; goal: number }): BenchRow {
  const ratio = times.ms / times.floorMs;
  return {
    what,
    value: sayMs(times.ms),
    floor: sayMs(times.floorMs),
    ratio: `${ratio.toFixed(2)} (≤ ${times.goal.toFixed(2)})`,
    met: ratio <= times.goal,
  };
}

/** A row for a time that shall stay under a limit; `floorMs` is shown beside it where there is one. */
export function timeRow(
  what: string,
  times: { ms: number; limitMs: number; floorMs?: number | undefined },
): BenchRow {
  return {
    what,
    value: sayMs(times.ms),
    floor: times.floorMs === undefined ? "" : sayMs(times.floorMs),
    ratio: `(< ${whole(times.limitMs)} ms)`,
    met: times.ms < times.limitMs,
  };
}

/** A row for memory that shall not grow by more than a limit. */
export function growthRow(what: string, memory: { mb: number; limitMb: number }): BenchRow {
  return {
    what,
    value: `${memory.mb.toFixed(1)} MB`,
    floor: "",
    ratio: `(< ${memory.limitMb} MB)`,
    met: memory.mb < memory.limitMb,
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

function sayMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : whole(ms)} ms`;
}
