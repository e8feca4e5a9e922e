import { z } from "zod";
import { MAX_BODY_BYTES } from "./formats.ts";
import { fieldProblem, parseFields, problemResponse } from "./problem.ts";

/** What authentication must give: the caller's own things, how to answer another origin, and where failures are written. */
export interface ApiSession {
  cors: (response: Response) => Response;
  ctx: { log: { error: (fields: object, message: string) => void } };
}

export interface ApiArgs {
  request: Request;
  params: Record<string, string | undefined>;
}

/** One call: the session, the path's parameters and the parsed query or body. */
export type ApiCall<Session, Input> = Session & { params: ApiArgs["params"]; input: Input };

type Method = "GET" | "POST" | "PATCH";
type Answer<Session> = (session: Session, args: ApiArgs) => Promise<Response>;

/**
 * The two functions a JSON route exports. Answers every refusal as problem+json with CORS: no or a bad token 401, another
 * method 405, a failure 500. A preflight is the library's own answer.
 */
export function endpoint<Session extends ApiSession>(
  authenticate: (request: Request) => Promise<Session>,
  methods: Partial<Record<Method, Answer<NoInfer<Session>>>>,
): { loader: (args: ApiArgs) => Promise<Response>; action: (args: ApiArgs) => Promise<Response> } {
  const handle = async (args: ApiArgs): Promise<Response> => {
    const { request } = args;
    if (request.method === "OPTIONS") return refuseUnlessResponse(authenticate(request));
    const answer = methods[(request.method === "HEAD" ? "GET" : request.method) as Method];
    if (answer === undefined) return withAnyOrigin(methodNotAllowed(Object.keys(methods)));
    if (!/^bearer \S/i.test(request.headers.get("Authorization") ?? "")) {
      return unauthorized(new Headers());
    }
    let session: Session;
    try {
      session = await authenticate(request);
    } catch (thrown) {
      if (thrown instanceof Response && thrown.status === 401) return unauthorized(thrown.headers);
      throw thrown;
    }
    try {
      return session.cors(await answer(session, args));
    } catch (error) {
      // A Response is how the library says that Shopify no longer takes the token.
      if (error instanceof Response) throw error;
      session.ctx.log.error({ err: error, path: new URL(request.url).pathname }, "an API call failed");
      return session.cors(
        problemResponse("internal", "The call failed on our side; it is safe to try again."),
      );
    }
  };
  return { loader: handle, action: handle };
}

/** For calls that take no search parameters; any that come are ignored. */
export const noQuery = z.object({});

/** A call that reads; `query` is the schema of its search parameters. Wrong ones are 400. */
export function reads<Session extends ApiSession, Query extends z.ZodType>(
  query: Query,
  run: (call: ApiCall<Session, z.output<Query>>) => Promise<Response>,
): Answer<Session> {
  return async (session, { request, params }) => {
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const parsed = parseFields(query, search);
    if (!parsed.ok) {
      return problemResponse("malformed", "The query is not valid.", { errors: parsed.errors });
    }
    return run({ ...session, params, input: parsed.data });
  };
}

/** A call that writes; `body` is the schema of its JSON. Over 1 MB is 413, not JSON 400, wrong fields 422. */
export function writes<Session extends ApiSession, Body extends z.ZodType>(
  body: Body,
  run: (call: ApiCall<Session, z.output<Body>>) => Promise<Response>,
): Answer<Session> {
  return async (session, { request, params }) => {
    const bytes = await readBytes(request);
    if (bytes === null) {
      return problemResponse("too_large", `A body may have ${MAX_BODY_BYTES} bytes at most.`);
    }
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return problemResponse("malformed", "The body is not JSON in UTF-8.");
    }
    const parsed = parseFields(body, json);
    if (!parsed.ok) return fieldProblem(parsed.errors);
    return run({ ...session, params, input: parsed.data });
  };
}

/** Sends what the contract says and nothing more; anything that does not fit it is our own mistake. */
export function sends<Schema extends z.ZodType>(
  schema: Schema,
  data: z.input<Schema>,
  status: 200 | 201 = 200,
): Response {
  return Response.json(schema.parse(data), { status, headers: { "Cache-Control": "no-store" } });
}

export function badCursor(): Response {
  const errors = [{ path: "after", message: "is not a cursor of this list" }];
  return problemResponse("malformed", "Begin at the first page, without `after`.", { errors });
}

/** The body's bytes, or null when there are more than allowed. Reads no further than the limit. */
async function readBytes(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) return null;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  const reader = request.body.getReader();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

async function refuseUnlessResponse(answered: Promise<unknown>): Promise<Response> {
  try {
    await answered;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
  return new Response(null, { status: 204 });
}

function methodNotAllowed(methods: string[]): Response {
  const allow = [...methods, "OPTIONS"].join(", ");
  return problemResponse("method_not_allowed", `This path takes ${allow}.`, {}, { Allow: allow });
}

/** Keeps the library's headers: they tell App Bridge to fetch a fresh token and call again. */
function unauthorized(from: Headers): Response {
  const headers = Object.fromEntries(
    [...from].filter(([name]) => name.startsWith("x-shopify") || name.startsWith("access-control")),
  );
  return withAnyOrigin(
    problemResponse("unauthorized", "Send a fresh session token as `Authorization: Bearer …`.", {}, headers),
  );
}

function withAnyOrigin(response: Response): Response {
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}
