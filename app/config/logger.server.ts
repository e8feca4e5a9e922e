import { pino } from "pino";
import type { Logger } from "pino";

export type { Logger };

/** Logs carry ids and counts, never a buyer's data; what could hold a secret is cut out by path. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["*.accessToken", "*.refreshToken", "*.email", "*.body", "headers.authorization"],
      censor: "[cut]",
    },
  });
}
