import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is alive on the heap right now, after a full collection. */
export function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
}
