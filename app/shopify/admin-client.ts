import { ClientError, GraphQLClient } from "graphql-request";
import { z } from "zod";
import { API_VERSION } from "#app/config/api-version.ts";
import type { Logger } from "#app/config/logger.server.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "./gateway.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { sortErrors } from "./sort-errors.ts";
import type { AnswerError } from "./sort-errors.ts";
import { systemClock } from "./throttle.ts";
import type { BucketReport, Clock, Purpose, Throttle } from "./throttle.ts";

/** One shop's Admin API: typed documents in, data out, with the waiting and the repeating done. */
export interface AdminClient {
  /**
   * @throws {ShopifyUnavailableError} Shopify did not answer, or answered with an error that may pass.
   * @throws {ShopifyAccessError} the app's token was refused, and so was a fresh one.
   * @throws {QueryTooDearError} Shopify will never run a query of this size: ask for less at once.
   */
  run<Result, Variables extends object>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    options: RunOptions,
  ): Promise<Result>;
  /** Points that one request may ask for. */
  capacity(): number;
}

export interface RunOptions {
  /** Points this will ask for, roughly; what Shopify charged for the same `size` before is known better. */
  cost: number;
  /** Requests of one operation and one size cost the same. */
  size?: number;
  /** Errors that belong to one part of the answer and do not make the rest useless, by the path's first step. */
  onPartError?: (part: string, message: string) => void;
}

/** The query's price is above the limit for a single one. */
export class QueryTooDearError extends Error {
  override name = "QueryTooDearError";
}

interface Options {
  shopDomain: string;
  tokens: AccessTokens;
  throttle: Throttle;
  purpose: Purpose;
  log: Logger;
  clock?: Clock;
}

const REQUEST_TIMEOUT_MS = { page: 8_000, background: 20_000 } as const;
/** Tries of a request that Shopify failed to answer; being throttled is not a failure and has a limit of its own. */
const MAX_TRIES = { page: 2, background: 5 } as const;
/** A longer wait that Shopify asks for is left to the job's next try, or to the person. */
const LONGEST_DELAY_MS = { page: 3_000, background: 30_000 } as const;
const MAX_THROTTLED = { page: 3, background: 20 } as const;

const costExtension = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({
      maximumAvailable: z.number().positive(),
      currentlyAvailable: z.number(),
      restoreRate: z.number().positive(),
    }),
  }),
});

/** What one exchange came to. `passing`: the same request may succeed after `delayMs`. */
type Outcome =
  | { kind: "data"; data: unknown; errors: AnswerError[] }
  | { kind: "throttled" }
  | { kind: "unauthorized" }
  | { kind: "too_dear"; message: string }
  | { kind: "passing"; message: string; delayMs: number | null };

export function createAdminClient(options: Options): AdminClient {
  const { shopDomain, tokens, throttle, purpose, log, clock = systemClock } = options;
  const url = `https://${shopDomain}/admin/api/${API_VERSION}/graphql.json`;
  const knownCosts = new Map<string, number>();
  const reportedPaths = new Set<string>();

  async function exchange(
    document: string,
    variables: object,
    token: string,
    settle: (report: BucketReport | null, requested: number | null) => void,
  ): Promise<Outcome> {
    const client = new GraphQLClient(url, {
      errorPolicy: "all",
      headers: { "X-Shopify-Access-Token": token, Accept: "application/json" },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS[purpose]),
    });
    let answer: Awaited<ReturnType<typeof client.rawRequest>>;
    try {
      answer = await client.rawRequest<unknown, object>(document, variables);
    } catch (error) {
      settle(null, null);
      return readFailure(error);
    }
    const cost = costExtension.safeParse(answer.extensions).data?.cost;
    settle(cost?.throttleStatus ?? null, cost?.requestedQueryCost ?? null);
    return readAnswer(answer.data, answer.errors ?? []);
  }

  return {
    capacity: () => throttle.capacity(purpose),
    async run(document, variables, { cost, size = 1, onPartError }) {
      const text = document.toString();
      const costKey = `${size} ${text}`;
      let token = await tokens.current(shopDomain);
      let isTokenFresh = false;
      let failures = 0;
      let throttled = 0;
      while (throttled < MAX_THROTTLED[purpose]) {
        const giveBack = await throttle.take(knownCosts.get(costKey) ?? cost, purpose);
        const outcome = await exchange(text, variables, token, (report, requested) => {
          giveBack(report);
          if (requested !== null) knownCosts.set(costKey, requested);
        });
        switch (outcome.kind) {
          case "data": {
            const { withheld, failedParts } = sortErrors(outcome.data, outcome.errors);
            for (const path of withheld.filter((each) => !reportedPaths.has(each))) {
              reportedPaths.add(path);
              log.warn({ shop: shopDomain, path }, "Shopify withholds a field that the app may not read");
            }
            for (const { part, message, isDenied } of failedParts) {
              if (onPartError !== undefined) onPartError(part, message);
              else if (isDenied) throw new ShopifyAccessError(message);
              else throw new Error(`Shopify did not answer ${part}: ${message}`);
            }
            return outcome.data as never;
          }
          case "throttled":
            throttled += 1;
            // Others draw on the same bucket: come back apart from them.
            await clock.sleep(retryDelayMs(throttled));
            continue;
          case "unauthorized":
            if (isTokenFresh)
              throw new ShopifyAccessError(`Shopify refuses the app's token for ${shopDomain}`);
            token = await tokens.replace(shopDomain, token);
            isTokenFresh = true;
            continue;
          case "too_dear":
            throw new QueryTooDearError(outcome.message);
          case "passing":
            failures += 1;
            if (failures >= MAX_TRIES[purpose] || (outcome.delayMs ?? 0) > LONGEST_DELAY_MS[purpose]) {
              throw new ShopifyUnavailableError(outcome.message);
            }
            await clock.sleep(outcome.delayMs ?? retryDelayMs(failures));
            continue;
        }
      }
      throw new ShopifyUnavailableError(`Shopify throttled one request of ${shopDomain} ${throttled} times`);
    },
  };

  function readAnswer(data: unknown, errors: AnswerError[]): Outcome {
    const codes = new Set(errors.map((error) => error.extensions?.code));
    const message = errors.map((error) => error.message).join("; ");
    if (codes.has("THROTTLED")) return { kind: "throttled" };
    if (codes.has("MAX_COST_EXCEEDED")) return { kind: "too_dear", message };
    if (codes.has("INTERNAL_SERVER_ERROR") || codes.has("SERVICE_UNAVAILABLE") || codes.has("TIMEOUT")) {
      return { kind: "passing", message: `${shopDomain} answered: ${message}`, delayMs: null };
    }
    if (data === undefined || data === null) {
      if (codes.has("ACCESS_DENIED")) throw new ShopifyAccessError(message);
      throw new Error(
        `Shopify did not run the query: ${message === "" ? "an answer without data" : message}`,
      );
    }
    return { kind: "data", data, errors };
  }

  /** The library's error carries the whole exchange, buyers' data included: only its status is passed on. */
  function readFailure(error: unknown): Outcome {
    if (!(error instanceof ClientError)) {
      const what = error instanceof Error ? error.name : "error";
      return { kind: "passing", message: `${shopDomain} did not answer (${what})`, delayMs: null };
    }
    const { status, headers } = error.response;
    if (status === 401) return { kind: "unauthorized" };
    if (status === 429) {
      const seconds = Number(headers.get("Retry-After"));
      const delayMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
      return { kind: "passing", message: `${shopDomain} answered 429`, delayMs };
    }
    if (status >= 500 || status === 408) {
      return { kind: "passing", message: `${shopDomain} answered ${status}`, delayMs: null };
    }
    if (status === 402 || status === 403 || status === 404 || status === 423) {
      throw new ShopifyAccessError(`${shopDomain} answered ${status}: the shop is closed, frozen or gone`);
    }
    throw new Error(`${shopDomain} answered ${status}`);
  }
}
