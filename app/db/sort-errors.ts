import { Prisma } from "@prisma/client";
import pg from "pg";

/** SQLSTATE of a failed statement, wherever Prisma put it; null when the error is not Postgres'. */
function sqlState(error: unknown): string | null {
  if (error instanceof pg.DatabaseError) return error.code ?? null;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const meta = error.meta as
      { code?: unknown; driverAdapterError?: { cause?: Record<string, unknown> } } | undefined;
    const fromDriver = meta?.driverAdapterError?.cause?.["originalCode"];
    if (typeof fromDriver === "string") return fromDriver;
    if (typeof meta?.code === "string") return meta.code;
    // Prisma's own code for a write conflict or deadlock.
    if (error.code === "P2034") return "40001";
  }
  const cause = (error as { cause?: { originalCode?: unknown } } | null)?.cause;
  return typeof cause?.originalCode === "string" ? cause.originalCode : null;
}

/** Another transaction was in the way (deadlock, serialization, lock timeout): trying again at once may do. */
export function isLockConflict(error: unknown): boolean {
  return ["40P01", "40001", "55P03"].includes(sqlState(error) ?? "");
}

/** What was to be written cannot be: a broken sum, a number out of range. Trying the same again does not help. */
export function isUnwritable(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? "");
}

/** What `pg` says, without a code, of a connection that broke under a query or before it. */
const LOST =
  /^(Connection terminated|Client (has encountered a connection error|was closed) and is not queryable)/;

/** The database is away or going away, so nothing can be concluded about the work itself. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null && (state.startsWith("08") || state.startsWith("57P"))) return true;
  if (error instanceof Error && LOST.test(error.message)) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return ["P1001", "P1002", "P1008", "P1017", "P2024"].includes(error.code) || couldNotBegin(error);
  }
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code);
}

/** Prisma has one code for a transaction that got no connection and for one whose own work took too long. */
function couldNotBegin(error: Prisma.PrismaClientKnownRequestError): boolean {
  return error.code === "P2028" && error.message.includes("Unable to start a transaction");
}
