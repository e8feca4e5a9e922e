/** Runs bulk operations beside everything else, with the states and the end a test asked for. */
import { getOperationAST, OperationTypeNode, parse } from "graphql";
import { executeUnpriced } from "../graphql/execute.ts";
import type { BulkStart, BulkStarter, GraphqlContext } from "../graphql/context.ts";
import { gid } from "../state/gid.ts";
import { graphqlTimestamp } from "../state/rest/timestamps.ts";
import type { BulkOperation } from "../state/types.ts";
import { flatten, prepareBulkQuery, rootNodes } from "./bulk-query.ts";

const MAX_CONCURRENT = 5;

/** How the next operations of a shop go. */
export type BulkPlan = {
  /** How long one stays CREATED and RUNNING. */
  delayMs: number;
  outcome: "complete" | "fail" | "expire";
};

function refused(field: string, code: string, message: string): BulkStart {
  return { bulkOperation: null, userErrors: [{ field: [field], message, code }] };
}

function isUnderWay(operation: BulkOperation): boolean {
  return ["CREATED", "RUNNING", "CANCELING"].includes(operation.status);
}

export class BulkRunner implements BulkStarter {
  readonly #plans = new Map<string, BulkPlan>();
  readonly #timers = new Set<NodeJS.Timeout>();

  setPlan(shop: string, changes: Partial<BulkPlan>): BulkPlan {
    const plan = { delayMs: 20, outcome: "complete" as const, ...this.#plans.get(shop), ...changes };
    this.#plans.set(shop, plan);
    return plan;
  }

  startQuery(context: GraphqlContext, query: string): BulkStart {
    const prepared = prepareBulkQuery(query);
    if ("problem" in prepared) return refused("query", "INVALID", prepared.problem);
    return this.#start(context, "QUERY", query, async (operation) => {
      const answer = await executeUnpriced({ query: prepared.query }, context);
      if (answer.errors !== undefined && answer.errors.length > 0) {
        const denied = JSON.stringify(answer.errors).includes("ACCESS_DENIED");
        operation.errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
        throw new Error(JSON.stringify(answer.errors));
      }
      const lines: string[] = [];
      for (const { line, isRoot } of flatten(rootNodes(answer.data), null)) {
        lines.push(JSON.stringify(line));
        operation.objectCount += 1;
        if (isRoot) operation.rootObjectCount += 1;
      }
      return lines;
    });
  }

  startMutation(context: GraphqlContext, mutation: string, stagedUploadPath: string): BulkStart {
    try {
      if (getOperationAST(parse(mutation))?.operation !== OperationTypeNode.MUTATION)
        throw new Error("it is not a mutation");
    } catch (error) {
      return refused("mutation", "INVALID_MUTATION", `Invalid mutation: ${(error as Error).message}`);
    }
    const upload = context.shop.files.get(stagedUploadPath);
    if (upload === undefined)
      return refused(
        "stagedUploadPath",
        "NO_SUCH_FILE",
        "The JSONL file could not be found. Try uploading the file again.",
      );
    return this.#start(context, "MUTATION", mutation, async (operation) => {
      const lines: string[] = [];
      const inputs = upload.body
        .toString("utf8")
        .split("\n")
        .filter((line) => line.trim() !== "");
      for (const [index, input] of inputs.entries()) {
        if (operation.status === "CANCELING") break;
        const variables = JSON.parse(input) as Record<string, unknown>;
        const answer = await executeUnpriced({ query: mutation, variables }, context);
        lines.push(JSON.stringify({ ...answer, __lineNumber: index }));
        operation.objectCount += 1;
        operation.rootObjectCount += 1;
      }
      return lines;
    });
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #start(
    context: GraphqlContext,
    type: BulkOperation["type"],
    query: string,
    work: (operation: BulkOperation) => Promise<string[]>,
  ): BulkStart {
    const { shop, world } = context;
    const running = [...shop.bulkOperations.values()].filter(
      (each) => each.type === type && isUnderWay(each),
    ).length;
    if (running >= MAX_CONCURRENT) {
      const message = `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: the limit is ${MAX_CONCURRENT}.`;
      return refused(type === "QUERY" ? "query" : "mutation", "LIMIT_REACHED", message);
    }
    const operation: BulkOperation = {
      id: world.nextId(),
      type,
      status: "CREATED",
      errorCode: null,
      query,
      objectCount: 0,
      rootObjectCount: 0,
      resultFile: null,
      partialResultFile: null,
      createdAt: Math.floor(Date.now() / 1000) * 1000,
      completedAt: null,
    };
    shop.bulkOperations.set(operation.id, operation);
    const { delayMs, outcome } = this.setPlan(shop.domain, {});
    this.#later(delayMs / 2, () => {
      if (operation.status === "CREATED") operation.status = "RUNNING";
      this.#later(delayMs / 2, () => void this.#finish(context, operation, outcome, work));
    });
    // A copy: the answer to the caller says CREATED whatever happens next.
    return { bulkOperation: { ...operation }, userErrors: [] };
  }

  async #finish(
    context: GraphqlContext,
    operation: BulkOperation,
    outcome: BulkPlan["outcome"],
    work: (operation: BulkOperation) => Promise<string[]>,
  ): Promise<void> {
    const canceled = (): boolean => operation.status === "CANCELING";
    try {
      if (!canceled() && outcome !== "complete") throw new Error(`dev store: asked to ${outcome}`);
      const lines = canceled() ? [] : await work(operation);
      const file = `bulk/${operation.id}.jsonl`;
      if (lines.length > 0) {
        context.shop.files.set(file, {
          contentType: "application/jsonl",
          body: Buffer.from(`${lines.join("\n")}\n`),
        });
        if (canceled()) operation.partialResultFile = file;
        else operation.resultFile = file;
      }
      operation.status = canceled() ? "CANCELED" : "COMPLETED";
    } catch {
      operation.status = outcome === "expire" ? "EXPIRED" : "FAILED";
      if (operation.status === "FAILED") operation.errorCode ??= "INTERNAL_SERVER_ERROR";
    }
    operation.completedAt = Math.floor(Date.now() / 1000) * 1000;
    context.world.announce(context.shop, ["bulk_operations/finish"], () =>
      JSON.stringify({
        admin_graphql_api_id: gid("BulkOperation", operation.id),
        completed_at: graphqlTimestamp(operation.completedAt),
        created_at: graphqlTimestamp(operation.createdAt),
        error_code: operation.errorCode?.toLowerCase() ?? null,
        status: operation.status.toLowerCase(),
        type: operation.type.toLowerCase(),
      }),
    );
  }

  #later(waitMs: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, waitMs);
    this.#timers.add(timer);
  }
}
