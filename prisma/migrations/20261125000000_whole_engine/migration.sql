-- The engine complete: rules per shop and product, places, sets, manual acts, imports of orders, codes shown in Shopify.
-- Every new column has a default or may be null, so that a release before this one runs on.

-- What a shop assigns by. Changing any of it raises rules_version and touches the future only.
ALTER TABLE shop
  ADD COLUMN strategy text NOT NULL DEFAULT 'fifo' CHECK (strategy IN ('fifo', 'fefo')),
  ADD COLUMN assign_at text NOT NULL DEFAULT 'creation' CHECK (assign_at IN ('creation', 'payment', 'fulfilment')),
  ADD COLUMN min_shelf_life_days integer NOT NULL DEFAULT 0 CHECK (min_shelf_life_days >= 0),
  ADD COLUMN keep_whole boolean NOT NULL DEFAULT false,
  ADD COLUMN tracks_locations boolean NOT NULL DEFAULT false,
  ADD COLUMN skip_quarantine boolean NOT NULL DEFAULT false,
  ADD COLUMN rules_version integer NOT NULL DEFAULT 1,
  ADD COLUMN publish_codes boolean NOT NULL DEFAULT true,
  ADD COLUMN publish_tags boolean NOT NULL DEFAULT false;

-- Null: as the shop.
ALTER TABLE product
  ADD COLUMN strategy text CHECK (strategy IN ('fifo', 'fefo')),
  ADD COLUMN stop_ship_days integer NOT NULL DEFAULT 0 CHECK (stop_ship_days >= 0),
  ADD COLUMN min_shelf_life_days integer CHECK (min_shelf_life_days >= 0);

-- The rules as each version had them: an assignment names the version that made it.
CREATE TABLE allocation_rules (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  actor text NOT NULL,
  rules jsonb NOT NULL,
  PRIMARY KEY (shop_id, version)
);

-- Sets sold as one SKU: what one unit of the set is made of. An order keeps the components it was placed with.
CREATE TABLE set_component (
  shop_id uuid NOT NULL,
  set_variant_id bigint NOT NULL,
  component_variant_id bigint NOT NULL,
  units integer NOT NULL CHECK (units > 0),
  PRIMARY KEY (shop_id, set_variant_id, component_variant_id),
  FOREIGN KEY (shop_id, set_variant_id) REFERENCES variant (shop_id, id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, component_variant_id) REFERENCES variant (shop_id, id) ON DELETE CASCADE,
  CHECK (set_variant_id <> component_variant_id)
);
CREATE INDEX set_component_component_idx ON set_component (shop_id, component_variant_id);

CREATE TABLE location (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id bigint NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  mirrored_at timestamptz(3),
  deleted_at timestamptz(3),
  PRIMARY KEY (shop_id, id)
);

-- The available units of a batch item that are known to be at a location; those of no row are at no particular one.
-- Together never more than the item's remaining.
CREATE TABLE batch_shelf (
  shop_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  location_id bigint NOT NULL,
  remaining integer NOT NULL CHECK (remaining >= 0),
  PRIMARY KEY (shop_id, batch_id, variant_id, location_id),
  FOREIGN KEY (shop_id, batch_id, variant_id) REFERENCES batch_item (shop_id, batch_id, variant_id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, location_id) REFERENCES location (shop_id, id)
);

-- Where the units of a draw were taken from, so that they go back there; null: no particular place.
ALTER TABLE assignment ADD COLUMN location_id bigint;

-- A person's act on stock or assignments: its movements carry its id. Undoing it is another act with movements of its own.
CREATE TABLE manual_act (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz(3) NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  undoes uuid,
  undone_by uuid,
  PRIMARY KEY (shop_id, id)
);

ALTER TABLE movement
  ADD COLUMN from_location_id bigint,
  ADD COLUMN to_location_id bigint,
  ADD COLUMN act_id uuid,
  DROP CONSTRAINT movement_check,
  ADD CONSTRAINT movement_moves CHECK (
    from_bucket <> to_bucket OR (from_bucket = 'available' AND from_location_id IS DISTINCT FROM to_location_id)),
  ADD CONSTRAINT movement_places CHECK (
    (from_location_id IS NULL OR from_bucket = 'available') AND (to_location_id IS NULL OR to_bucket = 'available'));
CREATE INDEX movement_act_idx ON movement (shop_id, act_id) WHERE act_id IS NOT NULL;

-- A batch that was divided, or several that were put together: units made as one batch and kept under another code.
CREATE TABLE batch_link (
  shop_id uuid NOT NULL,
  act_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('split', 'merge')),
  from_batch_id uuid NOT NULL,
  to_batch_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (shop_id, act_id, from_batch_id, to_batch_id),
  FOREIGN KEY (shop_id, from_batch_id) REFERENCES batch (shop_id, id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, to_batch_id) REFERENCES batch (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX batch_link_from_idx ON batch_link (shop_id, from_batch_id);
CREATE INDEX batch_link_to_idx ON batch_link (shop_id, to_batch_id);

-- What an order is assigned by is what held when it was first seen.
ALTER TABLE orders
  ADD COLUMN assign_at text NOT NULL DEFAULT 'creation' CHECK (assign_at IN ('creation', 'payment', 'fulfilment')),
  ADD COLUMN paid boolean NOT NULL DEFAULT true;

ALTER TABLE order_line
  -- A component of a set: the line that was sold, and how many of this one unit of it has.
  ADD COLUMN set_line_id bigint,
  ADD COLUMN set_units integer CHECK (set_units > 0),
  -- Unshipped units are not assigned yet (assign at payment or at fulfilment): they are unassigned, but wait for no stock.
  ADD COLUMN deferred boolean NOT NULL DEFAULT false,
  -- Where units ship from, when the shop tracks locations: {"toShip": [{"locationId", "units"}], "shipped": [...]}.
  ADD COLUMN places jsonb;

-- Runs that read many orders of Shopify at once: a replay of the past, the nightly check of open orders.
CREATE TABLE order_import (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('replay', 'nightly')),
  state text NOT NULL CHECK (state IN ('asking', 'reading', 'paused', 'done', 'failed', 'cancelled')),
  since timestamptz(3),
  bulk_operation_id text,
  total integer,
  done integer NOT NULL DEFAULT 0,
  found integer NOT NULL DEFAULT 0,
  error text,
  created_by text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX order_import_running_idx ON order_import (shop_id, kind) WHERE state IN ('asking', 'reading', 'paused');

-- What a reconciliation found; shown to the merchant, kept for a while.
CREATE TABLE sweep_run (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('recent', 'open_orders')),
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3) NOT NULL,
  read integer NOT NULL,
  found integer NOT NULL,
  PRIMARY KEY (shop_id, id)
);

-- Orders whose batch codes Shopify shall show: due_at is null when what Shopify has is current.
CREATE TABLE order_publication (
  shop_id uuid NOT NULL,
  order_id bigint NOT NULL,
  due_at timestamptz(3),
  claimed_until timestamptz(3),
  attempts integer NOT NULL DEFAULT 0,
  error text,
  -- The value that was written last, and the tags.
  published text,
  tags text[] NOT NULL DEFAULT '{}',
  published_at timestamptz(3),
  PRIMARY KEY (shop_id, order_id),
  FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX order_publication_due_idx ON order_publication (due_at) WHERE due_at IS NOT NULL;
