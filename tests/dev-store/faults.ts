/** Trouble on request: the n-th call of a kind goes wrong. */

const FAULT_ACTIONS = {
  graphql: ["429", "500", "502", "throttled", "timeout", "hangup", "hangup-after"],
  oauth: ["429", "500", "502", "timeout", "hangup", "hangup-after", "invalid_grant", "invalid_subject_token"],
  webhook: ["drop", "duplicate", "forge", "delay"],
  "webhook-answer": ["lose"],
  "smtp-rcpt": ["450", "451", "550", "timeout", "hangup"],
  "smtp-data": ["451", "552", "554", "timeout", "hangup", "hangup-after"],
} as const;

export type FaultKind = keyof typeof FAULT_ACTIONS;
export type FaultAction<K extends FaultKind = FaultKind> = (typeof FAULT_ACTIONS)[K][number];

export type FaultInput = {
  kind: FaultKind;
  /** What happens; see FAULT_ACTIONS. "hangup-after": the work is done, the answer is lost. */
  action: string;
  /** Counting from 1, of the calls that match since the fault was set. */
  nth: number;
  /** How many calls from the n-th on; default 1. */
  times?: number;
  /** Only this shop's calls. */
  shop?: string;
  /** GraphQL operation name, webhook topic, or mail address. */
  name?: string;
};

export type Fault = Required<Pick<FaultInput, "kind" | "action" | "nth" | "times">> & {
  id: number;
  shop: string | null;
  name: string | null;
  /** Matching calls so far. */
  seen: number;
  /** Calls it spoiled. */
  fired: number;
};

export class FaultPlan {
  #faults: Fault[] = [];
  #nextId = 1;

  /** Throws on a kind or action there is none of. */
  add(input: FaultInput): Fault {
    const actions: readonly string[] | undefined = FAULT_ACTIONS[input.kind];
    if (actions === undefined)
      throw new Error(
        `There is no fault kind "${input.kind}". There are: ${Object.keys(FAULT_ACTIONS).join(", ")}.`,
      );
    if (!actions.includes(input.action))
      throw new Error(`A ${input.kind} fault can be ${actions.join(", ")}, not "${input.action}".`);
    if (!Number.isInteger(input.nth) || input.nth < 1)
      throw new Error(`"nth" counts from 1, not ${String(input.nth)}.`);
    const fault: Fault = {
      id: this.#nextId,
      kind: input.kind,
      action: input.action,
      nth: input.nth,
      times: input.times ?? 1,
      shop: input.shop ?? null,
      name: input.name ?? null,
      seen: 0,
      fired: 0,
    };
    this.#nextId += 1;
    this.#faults.push(fault);
    return fault;
  }

  list(): Fault[] {
    return this.#faults;
  }

  /** All, or those of one shop. */
  clear(shop?: string): void {
    this.#faults = shop === undefined ? [] : this.#faults.filter((fault) => fault.shop !== shop);
  }

  /** Counts one call against every fault it matches; says what is to go wrong with it, if anything. */
  take<K extends FaultKind>(kind: K, call: { shop?: string; name?: string }): FaultAction<K> | null {
    let action: string | null = null;
    for (const fault of this.#faults) {
      if (fault.kind !== kind) continue;
      if (fault.shop !== null && fault.shop !== call.shop) continue;
      if (fault.name !== null && fault.name !== call.name) continue;
      fault.seen += 1;
      if (action === null && fault.seen >= fault.nth && fault.seen < fault.nth + fault.times) {
        fault.fired += 1;
        action = fault.action;
      }
    }
    return action as FaultAction<K> | null;
  }
}
