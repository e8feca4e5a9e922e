import type { Context } from "./http.ts";

/** Longer than any client waits. */
const STALL_MS = 600_000;

export type HttpFault = "429" | "500" | "502" | "timeout" | "hangup" | "hangup-after";

export type FaultyAnswer = {
  /** True: carry out the request first; only the answer goes wrong. */
  afterWork: boolean;
  /** Null when there will be no status. */
  status: number | null;
  send(): Promise<void>;
};

export function createFaultyAnswer(context: Context, fault: HttpFault): FaultyAnswer {
  switch (fault) {
    case "429":
    case "500":
    case "502": {
      const status = Number(fault);
      const send = async (): Promise<void> => {
        const body = { errors: `dev store: ${status} on request` };
        await Promise.resolve(context.send(status, body, fault === "429" ? { "retry-after": "1.0" } : {}));
      };
      return { afterWork: false, status, send };
    }
    case "timeout":
      return {
        afterWork: false,
        status: null,
        send: () =>
          new Promise<void>((resolve) => {
            const timer = setTimeout(() => {
              context.res.destroy();
              resolve();
            }, STALL_MS);
            context.res.once("close", () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      };
    case "hangup":
    case "hangup-after":
      return {
        afterWork: fault === "hangup-after",
        status: null,
        send: async () => {
          context.res.destroy();
          await Promise.resolve();
        },
      };
  }
}
