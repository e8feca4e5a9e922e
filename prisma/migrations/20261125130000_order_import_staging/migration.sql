-- Orders of a bulk file, until they are applied in the order of purchase: the file's own order is not to be trusted.
-- They are deleted set by set as they are applied, and with the import when it ends otherwise.
CREATE TABLE staged_order (
  shop_id uuid NOT NULL,
  import_id uuid NOT NULL,
  order_id bigint NOT NULL,
  processed_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- By these a person's data is found when they are to be forgotten.
  customer_id bigint,
  email_hash text,
  -- The order as the file has it, without its lines, encrypted; null: to be read from Shopify singly.
  head text,
  PRIMARY KEY (shop_id, import_id, order_id),
  FOREIGN KEY (shop_id, import_id) REFERENCES order_import (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX staged_order_purchase_idx ON staged_order (shop_id, import_id, processed_at, order_id);

-- A file may have a line of an order anywhere, so they are put together here and not in memory.
CREATE TABLE staged_line (
  shop_id uuid NOT NULL,
  import_id uuid NOT NULL,
  order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  -- Its place in the file.
  seq integer NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (shop_id, import_id, order_id, line_id),
  FOREIGN KEY (shop_id, import_id) REFERENCES order_import (shop_id, id) ON DELETE CASCADE
);

ALTER TABLE order_import
  -- When the whole file was staged: from then on orders are applied.
  ADD COLUMN staged_at timestamptz(3),
  -- Units of the orders whose state was new, as each set left them.
  ADD COLUMN units_assigned integer NOT NULL DEFAULT 0,
  ADD COLUMN units_waiting integer NOT NULL DEFAULT 0,
  ADD COLUMN units_shipped_unknown integer NOT NULL DEFAULT 0;
CREATE INDEX order_import_bulk_idx ON order_import (shop_id, bulk_operation_id) WHERE state = 'asking';
CREATE INDEX order_import_latest_idx ON order_import (shop_id, kind, started_at DESC);
CREATE INDEX sweep_run_latest_idx ON sweep_run (shop_id, finished_at DESC);
