import type { Strategy } from "#app/domain/allocation-rules.ts";
import { counted } from "#app/components/frame/figure.tsx";

export const STRATEGY: Record<Strategy, string> = {
  fifo: "First in, first out",
  fefo: "First expired, first out",
};

/** `5 days before expiry` */
export function sayStopShip(days: number): string {
  return days === 0 ? "Expiry date" : `${counted(days, "day")} before expiry`;
}

/** `30 days left, at least` */
export function sayShelfLife(days: number): string {
  return days === 0 ? "Until it expires" : `${counted(days, "day")} left, at least`;
}
