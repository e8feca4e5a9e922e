/** What the app asked of the dev store, for tests to read. No token, secret or personal data is kept. */
export type LoggedRequest = {
  at: number;
  shop: string;
  kind: "graphql" | "oauth" | "upload" | "unexpected";
  /** GraphQL operation name, OAuth grant type, or method and path. */
  name: string;
  /** HTTP status of the answer; null while there is none, and when the line was cut. */
  status: number | null;
  /** Codes of GraphQL errors, the OAuth error, or what a fault did. */
  problems: string[];
  /** The query as it came; its variables are left out. */
  query: string | null;
  /** Points that GraphQL charged. */
  cost: number | null;
  durationMs: number;
};

const KEPT = 20_000;

export class RequestLog {
  #entries: LoggedRequest[] = [];

  begin(shop: string, kind: LoggedRequest["kind"], name: string): LoggedRequest {
    const entry: LoggedRequest = {
      at: Date.now(),
      shop,
      kind,
      name,
      status: null,
      problems: [],
      query: null,
      cost: null,
      durationMs: 0,
    };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT * 1.1) this.#entries.splice(0, KEPT * 0.1);
    return entry;
  }

  end(entry: LoggedRequest, status: number | null): void {
    entry.status = status;
    entry.durationMs = Date.now() - entry.at;
  }

  list(filter: { shop?: string | null; kind?: string | null; name?: string | null }): LoggedRequest[] {
    return this.#entries.filter(
      (entry) =>
        (filter.shop == null || entry.shop === filter.shop) &&
        (filter.kind == null || entry.kind === filter.kind) &&
        (filter.name == null || entry.name === filter.name),
    );
  }

  clear(shop?: string | null): void {
    this.#entries = shop == null ? [] : this.#entries.filter((entry) => entry.shop !== shop);
  }
}
