import type { BenchRow } from "../bench.ts";

const HEAD = ["what", "measured", "floor", "ratio (goal)", ""];

/** Prints rows under each other, numbers to the right. */
export function printTable(rows: readonly BenchRow[]): void {
  const cells = rows.map((row) => [
    row.what,
    row.value,
    row.floor,
    row.ratio,
    row.met === null ? "" : row.met ? "met" : "MISSED",
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [HEAD, widths.map((width) => "─".repeat(width)), ...cells]) {
    const line = row.map((cell, column) =>
      column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`  ${line.join("  ").trimEnd()}\n`);
  }
}
