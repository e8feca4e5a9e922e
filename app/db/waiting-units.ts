import { Prisma } from "@prisma/client";

/** Of `order_line l`: whether units of it are shown as unassigned. The first part is what the index of waiting lines holds. */
export const WAITS_FOR_BATCH = Prisma.sql`l.unassigned > 0 AND (NOT l.deferred OR l.unassigned_shipped > 0)`;

/** Of `order_line l`: units that no batch was found for. Unshipped units that are to have none yet are not among them. */
export const UNITS_WITHOUT_BATCH = Prisma.sql`CASE WHEN l.deferred THEN l.unassigned_shipped ELSE l.unassigned END`;
