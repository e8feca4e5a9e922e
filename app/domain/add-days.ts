/** The day so many days after (or, negative, before) a calendar day. Both `YYYY-MM-DD`; no zone is involved. */
export function addDays(day: string, days: number): string {
  const instant = new Date(`${day}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}
