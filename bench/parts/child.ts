import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface Child {
  /** The next line the child prints. */
  line(): Promise<string>;
  send(text: string): void;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
// Also when a benchmark fails half-way.
process.once("exit", () => {
  for (const child of running) child.kill();
});

/** What `npm start` gives Node: a process that is measured runs as one in production. */
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
const NODE_OPTIONS = scripts.start.match(/--\S+/g) ?? [];

/** A process of its own, so that what is measured does not share a thread with what measures it. */
export function startChild(script: string, args: string[]): Child {
  const child = spawn(process.execPath, [...NODE_OPTIONS, script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  running.add(child);
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      running.delete(child);
      resolve();
    }),
  );
  return {
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${script} ended early`);
      return next.value;
    },
    send: (text) => void child.stdin.write(`${text}\n`),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
