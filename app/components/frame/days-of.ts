/** The number that was typed; null when it is none, which the server then says. */
export function daysOf(typed: string): number | null {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null;
}
