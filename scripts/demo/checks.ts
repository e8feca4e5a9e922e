/** Compares what is with what must be, and remembers whether everything was right. */
export interface Checks {
  /** Prints the step with its numbers and the time since the last one. */
  step(title: string, numbers: string): void;
  /** @param what the number in words */
  equal(what: string, actual: unknown, expected: unknown): void;
  readonly failures: number;
}

export function createChecks(): Checks {
  let failures = 0;
  let lastAt = performance.now();
  return {
    step(title, numbers) {
      const now = performance.now();
      process.stdout.write(
        `${`${((now - lastAt) / 1000).toFixed(1)} s`.padStart(8)}  ${title}: ${numbers}\n`,
      );
      lastAt = now;
    },
    equal(what, actual, expected) {
      const [is, must] = [JSON.stringify(actual), JSON.stringify(expected)];
      if (is === must) {
        process.stdout.write(`          ✓ ${what}: ${is}\n`);
        return;
      }
      failures += 1;
      process.stdout.write(`          ✗ ${what}: ${is}, must be ${must}\n`);
    },
    get failures() {
      return failures;
    },
  };
}
