import type { Database } from "#app/db/client.ts";
import type { PlacesJson } from "#app/db/places-json.ts";
import type { AssignAt, Strategy } from "#app/domain/allocation-rules.ts";
import type { ItemUnits } from "#app/domain/batch-record.ts";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import type { BatchStatus, Bucket, Confidence, MovementCause } from "#app/domain/settlement.types.ts";

/** Instants are epoch milliseconds, dates `YYYY-MM-DD`, Shopify's ids numbers: the model's are small. */
export interface BatchState {
  id: string;
  code: string;
  status: BatchStatus;
  madeAt: number;
  openedAt: number | null;
  cureOn: string | null;
  expiresOn: string | null;
}

/** A batch item; `returned` is a count beside the balance and is left out. */
export interface ItemState extends Omit<ItemUnits, "returned"> {
  batchId: string;
  variantId: number;
}

export interface ShelfState {
  batchId: string;
  variantId: number;
  locationId: number;
  remaining: number;
}

export interface OrderState {
  id: number;
  placedAt: number | null;
  deleted: boolean;
  /** Its facts are stored; else only an event of it is known. */
  settled: boolean;
  paid: boolean;
  /** It is to be read from Shopify. */
  marked: boolean;
}

export interface LineState {
  orderId: number;
  id: number;
  variantId: number;
  tracked: boolean;
  reason: string | null;
  quantity: number;
  promised: number;
  shipped: number;
  returned: number;
  cancelled: number;
  left: number;
  unassigned: number;
  unassignedShipped: number;
  deferred: boolean;
  shippedAt: number | null;
  /** When its units left, where they did not leave together. */
  shipments: { at: string; units: number }[] | null;
  /** Where its units ship from, as last told; of no meaning while the shop does not track locations. */
  places: PlacesJson | null;
  setLineId: number | null;
  setUnits: number | null;
}

export interface DrawState {
  orderId: number;
  lineId: number;
  seq: number;
  batchId: string;
  locationId: number | null;
  promised: number;
  shipped: number;
  returned: number;
  writtenOff: number;
  confidence: Confidence;
}

export interface MovementState {
  id: number;
  batchId: string;
  variantId: number;
  from: Bucket;
  to: Bucket;
  fromLocationId: number | null;
  toLocationId: number | null;
  units: number;
  cause: MovementCause;
  orderId: number | null;
  lineId: number | null;
}

/** What a variant's batches are given out by. */
export interface VariantRules {
  variantId: number;
  tracked: boolean;
  strategy: Strategy;
  stopShipDays: number;
  minShelfLifeDays: number;
}

/** A recall under way, with the units that it knows each order to have of its batches. */
export interface RecallState {
  number: string;
  ring: RecallRing;
  batchIds: string[];
  orders: { id: number; units: number }[];
}

/** All that the app knows of a shop, as its tables say it. */
export interface EngineState {
  shop: { assignAt: AssignAt; keepWhole: boolean; skipQuarantine: boolean; tracksLocations: boolean };
  variants: VariantRules[];
  batches: BatchState[];
  items: ItemState[];
  shelves: ShelfState[];
  orders: OrderState[];
  lines: LineState[];
  draws: DrawState[];
  /** Those that were not there when the last state was read, in the order of the ledger. */
  movements: MovementState[];
  /** Drills are not among them. */
  recalls: RecallState[];
  /** What a person did to units and may take back. */
  acts: { id: string; kind: string }[];
  /** Work that was queued and that the model must see done. */
  jobs: { id: number; task: string; payload: Record<string, unknown> }[];
}

/**
 * Reads everything in one statement, because a story is read after each of its steps.
 * @param afterMovement only movements with a higher id
 */
export async function readEngineState(
  db: Database,
  shopId: string,
  afterMovement: number,
): Promise<EngineState> {
  const rows = await db.$queryRaw<{ state: EngineState }[]>`
    WITH of AS (SELECT * FROM shop WHERE id = ${shopId}::uuid)
    SELECT jsonb_build_object(
      'shop', (SELECT jsonb_build_object('assignAt', assign_at, 'keepWhole', keep_whole,
        'skipQuarantine', skip_quarantine, 'tracksLocations', tracks_locations) FROM of),
      'variants', (SELECT coalesce(jsonb_agg(jsonb_build_object('variantId', v.id, 'tracked', p.tracked,
          'strategy', coalesce(p.strategy, of.strategy), 'stopShipDays', p.stop_ship_days,
          'minShelfLifeDays', coalesce(p.min_shelf_life_days, of.min_shelf_life_days))), '[]')
        FROM of JOIN variant v ON v.shop_id = of.id JOIN product p ON p.shop_id = of.id AND p.id = v.product_id),
      'batches', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'code', b.code, 'status', b.status,
          'madeAt', extract(epoch FROM b.made_at) * 1000, 'openedAt', extract(epoch FROM b.opened_at) * 1000,
          'cureOn', b.cure_on, 'expiresOn', b.expires_on)), '[]')
        FROM of JOIN batch b ON b.shop_id = of.id),
      'items', (SELECT coalesce(jsonb_agg(jsonb_build_object('batchId', i.batch_id, 'variantId', i.variant_id,
          'produced', i.produced, 'remaining', i.remaining, 'promised', i.promised, 'shipped', i.shipped,
          'quarantined', i.quarantined, 'writtenOff', i.written_off)), '[]')
        FROM of JOIN batch_item i ON i.shop_id = of.id),
      'shelves', (SELECT coalesce(jsonb_agg(jsonb_build_object('batchId', s.batch_id, 'variantId', s.variant_id,
          'locationId', s.location_id, 'remaining', s.remaining)), '[]')
        FROM of JOIN batch_shelf s ON s.shop_id = of.id),
      'orders', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id,
          'placedAt', extract(epoch FROM o.processed_at) * 1000, 'deleted', o.deleted_at IS NOT NULL,
          'settled', o.facts_hash IS NOT NULL, 'paid', o.paid,
          'marked', o.fetch_requested_at IS NOT NULL)), '[]')
        FROM of JOIN orders o ON o.shop_id = of.id),
      'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('orderId', l.order_id, 'id', l.id,
          'variantId', l.variant_id, 'tracked', l.tracked, 'reason', l.reason, 'quantity', l.quantity,
          'promised', l.promised, 'shipped', l.shipped, 'returned', l.returned, 'cancelled', l.cancelled,
          'left', l.left_without_restock, 'unassigned', l.unassigned,
          'unassignedShipped', l.unassigned_shipped, 'deferred', l.deferred,
          'shippedAt', extract(epoch FROM l.shipped_at) * 1000, 'shipments', l.shipments,
          'places', l.places,
          'setLineId', l.set_line_id, 'setUnits', l.set_units)), '[]')
        FROM of JOIN order_line l ON l.shop_id = of.id),
      'draws', (SELECT coalesce(jsonb_agg(jsonb_build_object('orderId', a.order_id, 'lineId', a.line_id,
          'seq', a.seq, 'batchId', a.batch_id, 'locationId', a.location_id, 'promised', a.promised,
          'shipped', a.shipped, 'returned', a.returned, 'writtenOff', a.written_off,
          'confidence', a.confidence) ORDER BY a.order_id, a.line_id, a.seq), '[]')
        FROM of JOIN assignment a ON a.shop_id = of.id),
      'movements', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'batchId', m.batch_id,
          'variantId', m.variant_id, 'from', m.from_bucket, 'to', m.to_bucket,
          'fromLocationId', m.from_location_id, 'toLocationId', m.to_location_id, 'units', m.units,
          'cause', m.cause, 'orderId', m.order_id, 'lineId', m.line_id) ORDER BY m.id), '[]')
        FROM of JOIN movement m ON m.shop_id = of.id AND m.id > ${afterMovement}),
      'recalls', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', r.number, 'ring', r.ring,
          'batchIds', (SELECT jsonb_agg(b.batch_id) FROM recall_batch b
            WHERE b.shop_id = r.shop_id AND b.recall_id = r.id),
          'orders', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.order_id, 'units', o.units)), '[]')
            FROM recall_order o WHERE o.shop_id = r.shop_id AND o.recall_id = r.id))), '[]')
        FROM of JOIN recall r ON r.shop_id = of.id AND r.status IN ('active', 'paused') AND NOT r.drill),
      'acts', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind) ORDER BY a.id), '[]')
        FROM of JOIN manual_act a ON a.shop_id = of.id AND a.undone_by IS NULL),
      'jobs', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'task', t.identifier,
          'payload', j.payload) ORDER BY j.id), '[]')
        FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        WHERE t.identifier IN ('settle-waiting', 'find-rerouted-orders', 'sync-locations')
          AND j.payload ->> 'shopId' = ${shopId})
    ) AS state`;
  const [row] = rows;
  if (row === undefined) throw new Error("the state is one row");
  return row.state;
}
