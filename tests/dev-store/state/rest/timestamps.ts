/** REST stamps carry the shop's own offset: "2026-11-22T10:58:22-05:00". GraphQL stamps are UTC. */
import type { Instant } from "../types.ts";

const QUARTER_HOUR_MS = 900_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
/** By zone and quarter of an hour: no zone changes its offset within one, and asking Intl is slow. */
const offsets = new Map<string, number>();

function offsetMinutes(timezone: string, at: Instant): number {
  const key = `${timezone}|${Math.floor(at / QUARTER_HOUR_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" });
    formatters.set(timezone, formatter);
  }
  const name = formatter.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
  const minutes = match?.[1] === undefined ? 0 : Number(match[2]) * 60 + Number(match[3]);
  const signed = match?.[1] === "-" ? -minutes : minutes;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, signed);
  return signed;
}

export function restTimestamp(at: Instant, timezone: string): string;
export function restTimestamp(at: Instant | null, timezone: string): string | null;
export function restTimestamp(at: Instant | null, timezone: string): string | null {
  if (at === null) return null;
  const minutes = offsetMinutes(timezone, at);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

export function graphqlTimestamp(at: Instant): string;
export function graphqlTimestamp(at: Instant | null): string | null;
export function graphqlTimestamp(at: Instant | null): string | null {
  return at === null ? null : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
