import { addDays } from "./add-days.ts";

/** The last day of a month: what an expiry date that names a month alone means (DOMAIN.md case 28). `2028-02` → `2028-02-29` */
export function lastDayOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return addDays(`${next.padStart(7, "0")}-01`, -1);
}
