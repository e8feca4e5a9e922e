import { Prisma } from "@prisma/client";
import type { Shipment } from "#app/domain/order-facts.ts";

/** `order_line.shipments` as stored: by when they left; null when all left at one instant. */
export type ShipmentsJson = { at: string; units: number }[];

/** Of `order_line l`: when the last of its shipped units left. Without a batch they may be of any made before. */
export const LAST_SHIPPED_AT = Prisma.sql`coalesce((l.shipments #>> '{-1,at}')::timestamptz, l.shipped_at)`;

export function readShipments(stored: ShipmentsJson): Shipment[] {
  return stored.map(({ at, units }) => ({ at: new Date(at), units }));
}

export function writeShipments(shipments: readonly Shipment[] | undefined): string | null {
  if (shipments === undefined || shipments.length < 2) return null;
  const stored: ShipmentsJson = shipments.map(({ at, units }) => ({ at: at.toISOString(), units }));
  return JSON.stringify(stored);
}
