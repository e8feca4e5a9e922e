import { ensureBuilt } from "../../scripts/ensure-built.ts";

export default function setup(): void {
  ensureBuilt();
}
