-- Every table but the session library's carries shop_id first in its keys: a query that forgets the shop finds nothing,
-- and the data can be split by shop later.

CREATE TABLE session (
  id text PRIMARY KEY,
  shop text NOT NULL,
  state text NOT NULL,
  is_online boolean NOT NULL DEFAULT false,
  scope text,
  expires timestamptz(3),
  access_token text NOT NULL,
  user_id bigint,
  first_name text,
  last_name text,
  email text,
  account_owner boolean NOT NULL DEFAULT false,
  locale text,
  collaborator boolean DEFAULT false,
  email_verified boolean DEFAULT false,
  refresh_token text,
  refresh_token_expires timestamptz(3)
);
CREATE INDEX session_shop_idx ON session (shop);

CREATE TABLE shop (
  id uuid PRIMARY KEY,
  domain text NOT NULL UNIQUE,
  name text NOT NULL DEFAULT '',
  email text,
  time_zone text NOT NULL DEFAULT 'UTC',
  currency text NOT NULL DEFAULT 'USD',
  locale text NOT NULL DEFAULT 'en',
  scopes text NOT NULL DEFAULT '',
  installed_at timestamptz(3) NOT NULL,
  uninstalled_at timestamptz(3),
  access_granted_at timestamptz(3),
  code_template text NOT NULL DEFAULT '{product}-{yyMMdd}-{seq}',
  include_test_orders boolean NOT NULL DEFAULT false,
  reply_to text,
  catalogue_state text NOT NULL DEFAULT 'waiting' CHECK (catalogue_state IN ('waiting', 'running', 'done', 'failed')),
  catalogue_done integer NOT NULL DEFAULT 0,
  catalogue_total integer,
  catalogue_cursor text,
  catalogue_error text,
  catalogue_started_at timestamptz(3),
  orders_swept_to timestamptz(3)
);

-- Gap-tolerant, race-free sequences (batch codes, recall numbers): one upsert that returns the new value.
CREATE TABLE sequence_counter (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  name text NOT NULL,
  value bigint NOT NULL,
  PRIMARY KEY (shop_id, name)
);

CREATE TABLE product (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id bigint NOT NULL,
  title text NOT NULL,
  vendor text,
  status text NOT NULL DEFAULT 'active',
  image_url text,
  tracked boolean NOT NULL DEFAULT true,
  shopify_updated_at timestamptz(3),
  deleted_at timestamptz(3),
  PRIMARY KEY (shop_id, id)
);

CREATE TABLE variant (
  shop_id uuid NOT NULL,
  id bigint NOT NULL,
  product_id bigint NOT NULL,
  title text NOT NULL,
  sku text,
  barcode text,
  image_url text,
  position integer NOT NULL DEFAULT 0,
  mirrored_at timestamptz(3),
  deleted_at timestamptz(3),
  PRIMARY KEY (shop_id, id),
  FOREIGN KEY (shop_id, product_id) REFERENCES product (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX variant_product_idx ON variant (shop_id, product_id, position);
CREATE INDEX variant_sku_idx ON variant (shop_id, lower(sku));

-- What the engine locks before it reads or writes the stock and the holdings of a variant.
CREATE TABLE allocation_head (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  variant_id bigint NOT NULL,
  PRIMARY KEY (shop_id, variant_id)
);

CREATE TABLE batch (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  code text NOT NULL CHECK (code <> ''),
  code_key text NOT NULL GENERATED ALWAYS AS (lower(code)) STORED,
  status text NOT NULL CHECK (status IN ('draft', 'open', 'on_hold', 'closed', 'recalled')),
  status_before_recall text CHECK (status_before_recall IN ('draft', 'open', 'on_hold', 'closed')),
  made_at timestamptz(3) NOT NULL,
  opened_at timestamptz(3),
  place text,
  maker text,
  expires_on date,
  expiry_kind text CHECK (expiry_kind IN ('best_before', 'use_by')),
  cure_on date,
  notes text,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (shop_id, id),
  UNIQUE (shop_id, code_key),
  CHECK ((status = 'recalled') = (status_before_recall IS NOT NULL)),
  CHECK ((expires_on IS NULL) = (expiry_kind IS NULL))
);
CREATE INDEX batch_made_idx ON batch (shop_id, made_at DESC, id DESC);

-- Mass balance is a constraint, not a report: produced = remaining + promised + shipped + quarantined + written off.
CREATE TABLE batch_item (
  shop_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  produced integer NOT NULL CHECK (produced >= 0),
  remaining integer NOT NULL CHECK (remaining >= 0),
  promised integer NOT NULL DEFAULT 0 CHECK (promised >= 0),
  shipped integer NOT NULL DEFAULT 0 CHECK (shipped >= 0),
  quarantined integer NOT NULL DEFAULT 0 CHECK (quarantined >= 0),
  written_off integer NOT NULL DEFAULT 0 CHECK (written_off >= 0),
  returned integer NOT NULL DEFAULT 0 CHECK (returned >= 0),
  PRIMARY KEY (shop_id, batch_id, variant_id),
  FOREIGN KEY (shop_id, batch_id) REFERENCES batch (shop_id, id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, variant_id) REFERENCES variant (shop_id, id),
  CHECK (produced = remaining + promised + shipped + quarantined + written_off)
);
CREATE INDEX batch_item_stock_idx ON batch_item (shop_id, variant_id, batch_id) WHERE remaining > 0;
CREATE INDEX batch_item_variant_idx ON batch_item (shop_id, variant_id);

CREATE TABLE batch_event (
  shop_id uuid NOT NULL,
  id uuid NOT NULL,
  batch_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text,
  data jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (shop_id, id),
  FOREIGN KEY (shop_id, batch_id) REFERENCES batch (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX batch_event_batch_idx ON batch_event (shop_id, batch_id, id DESC);

CREATE TABLE customer (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id bigint NOT NULL,
  email_hash text,
  contact text,
  locale text,
  shopify_updated_at timestamptz(3),
  redacted_at timestamptz(3),
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX customer_email_idx ON customer (shop_id, email_hash) WHERE email_hash IS NOT NULL;

-- A row may exist before the order's facts are known (a refund or a deletion that came first): processed_at is then null.
CREATE TABLE orders (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id bigint NOT NULL,
  name text NOT NULL DEFAULT '',
  processed_at timestamptz(3),
  shopify_updated_at timestamptz(3),
  cancelled_at timestamptz(3),
  deleted_at timestamptz(3),
  test boolean NOT NULL DEFAULT false,
  customer_id bigint,
  email_hash text,
  contact text,
  locale text,
  redacted_at timestamptz(3),
  facts_hash text,
  settled_at timestamptz(3),
  fetch_requested_at timestamptz(3),
  fetch_event_at timestamptz(3),
  fetch_claimed_until timestamptz(3),
  fetch_attempts integer NOT NULL DEFAULT 0,
  fetch_error text,
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX orders_processed_idx ON orders (shop_id, processed_at DESC, id DESC);
CREATE INDEX orders_email_idx ON orders (shop_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX orders_customer_idx ON orders (shop_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_name_idx ON orders (shop_id, lower(name) text_pattern_ops);
CREATE INDEX orders_fetch_idx ON orders (fetch_requested_at) WHERE fetch_requested_at IS NOT NULL;

-- The first block of quantities is what Shopify's facts say the line should hold; the second what it lacks.
CREATE TABLE order_line (
  shop_id uuid NOT NULL,
  order_id bigint NOT NULL,
  id bigint NOT NULL,
  position integer NOT NULL,
  variant_id bigint,
  product_id bigint,
  title text NOT NULL,
  variant_title text,
  sku text,
  image_url text,
  quantity integer NOT NULL CHECK (quantity >= 0),
  tracked boolean NOT NULL,
  reason text,
  promised integer NOT NULL DEFAULT 0 CHECK (promised >= 0),
  shipped integer NOT NULL DEFAULT 0 CHECK (shipped >= 0),
  in_transit integer NOT NULL DEFAULT 0 CHECK (in_transit >= 0),
  returned integer NOT NULL DEFAULT 0 CHECK (returned >= 0),
  cancelled integer NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
  left_without_restock integer NOT NULL DEFAULT 0 CHECK (left_without_restock >= 0),
  shipped_at timestamptz(3),
  unassigned integer NOT NULL DEFAULT 0 CHECK (unassigned >= 0),
  unassigned_shipped integer NOT NULL DEFAULT 0 CHECK (unassigned_shipped >= 0),
  PRIMARY KEY (shop_id, order_id, id),
  FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id) ON DELETE CASCADE,
  CHECK (unassigned_shipped <= unassigned)
);
CREATE INDEX order_line_waiting_idx ON order_line (shop_id, variant_id) WHERE unassigned > 0;
CREATE INDEX order_line_variant_idx ON order_line (shop_id, variant_id, order_id);
-- Few parcels are under way at a time: the scope of a recall looks these up instead of every line of its orders.
CREATE INDEX order_line_in_transit_idx ON order_line (shop_id, order_id, id) INCLUDE (in_transit, shipped, returned)
  WHERE in_transit > 0;
CREATE INDEX order_line_unassigned_idx ON order_line (shop_id, order_id) WHERE unassigned > 0;

-- One row per draw of a line on a batch, in the order of the draws (seq); its units move between the four columns.
CREATE TABLE assignment (
  shop_id uuid NOT NULL,
  order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  seq integer NOT NULL,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  promised integer NOT NULL DEFAULT 0 CHECK (promised >= 0),
  shipped integer NOT NULL DEFAULT 0 CHECK (shipped >= 0),
  returned integer NOT NULL DEFAULT 0 CHECK (returned >= 0),
  written_off integer NOT NULL DEFAULT 0 CHECK (written_off >= 0),
  confidence text NOT NULL DEFAULT 'assumed' CHECK (confidence IN ('assumed', 'confirmed', 'corrected')),
  decision jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (shop_id, order_id, line_id, seq),
  FOREIGN KEY (shop_id, order_id, line_id) REFERENCES order_line (shop_id, order_id, id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, batch_id, variant_id) REFERENCES batch_item (shop_id, batch_id, variant_id) ON DELETE CASCADE
);
CREATE INDEX assignment_batch_idx ON assignment (shop_id, batch_id, order_id) INCLUDE (promised, shipped, returned);

-- The ledger. Append-only: a mistake is corrected by a further row.
CREATE TABLE movement (
  shop_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  from_bucket text NOT NULL CHECK (from_bucket IN ('outside', 'available', 'promised', 'shipped', 'quarantine', 'written_off')),
  to_bucket text NOT NULL CHECK (to_bucket IN ('outside', 'available', 'promised', 'shipped', 'quarantine', 'written_off')),
  units integer NOT NULL CHECK (units > 0),
  cause text NOT NULL,
  order_id bigint,
  line_id bigint,
  actor text NOT NULL,
  reason text,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (shop_id, id),
  FOREIGN KEY (shop_id, batch_id, variant_id) REFERENCES batch_item (shop_id, batch_id, variant_id) ON DELETE CASCADE,
  CHECK (from_bucket <> to_bucket)
);
CREATE INDEX movement_item_idx ON movement (shop_id, batch_id, variant_id, id);
-- Lines that a recall swapped to another batch: some of their jars may have been packed already.
CREATE INDEX movement_recall_release_idx ON movement (shop_id, batch_id, order_id, line_id) WHERE cause = 'recall_release';

CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: correct a movement with a further movement';
END $$;
CREATE TRIGGER movement_append_only BEFORE UPDATE ON movement FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

-- The stored row is the work: rows without processed_at are what the worker drains. The body goes once it is processed.
CREATE TABLE webhook_delivery (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  topic text NOT NULL,
  webhook_id text NOT NULL,
  body text,
  triggered_at timestamptz(3),
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  processed_at timestamptz(3),
  retry_at timestamptz(3),
  attempts integer NOT NULL DEFAULT 0,
  error text,
  PRIMARY KEY (shop_id, topic, webhook_id)
);
-- By shop first: a worker finds the shops that have work by skipping from one to the next, and serves each in turn.
CREATE INDEX webhook_delivery_pending_idx ON webhook_delivery (shop_id, received_at) WHERE processed_at IS NULL;
CREATE INDEX webhook_delivery_processed_idx ON webhook_delivery (processed_at) WHERE processed_at IS NOT NULL;
-- Every row is written twice within a second and bodies are large: compressing them costs more than it saves, and the
-- emptied ones must be swept up often.
ALTER TABLE webhook_delivery ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE webhook_delivery SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

-- Compliance webhooks are kept even for a shop we do not know (any more); the body goes once the request is carried out.
CREATE TABLE compliance_request (
  shop_domain text NOT NULL,
  topic text NOT NULL,
  webhook_id text NOT NULL,
  body text,
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  completed_at timestamptz(3),
  outcome text,
  PRIMARY KEY (shop_domain, topic, webhook_id)
);

CREATE TABLE recall (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  number text NOT NULL,
  drill boolean NOT NULL DEFAULT false,
  tag text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'closed', 'revoked')),
  ring text NOT NULL CHECK (ring IN ('certain', 'probable', 'possible')),
  reason text NOT NULL,
  hazard text NOT NULL,
  instructions text NOT NULL,
  remedies text[] NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  idempotency_key text NOT NULL,
  request_hash text NOT NULL,
  groups jsonb NOT NULL,
  scope_ms integer NOT NULL,
  created_by text NOT NULL,
  launched_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  ended_at timestamptz(3),
  PRIMARY KEY (shop_id, id),
  UNIQUE (shop_id, number),
  UNIQUE (shop_id, idempotency_key)
);

CREATE TABLE recall_batch (
  shop_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  PRIMARY KEY (shop_id, recall_id, batch_id),
  FOREIGN KEY (shop_id, recall_id) REFERENCES recall (shop_id, id) ON DELETE CASCADE,
  FOREIGN KEY (shop_id, batch_id) REFERENCES batch (shop_id, id)
);
CREATE INDEX recall_batch_batch_idx ON recall_batch (shop_id, batch_id);

CREATE TABLE recall_order (
  shop_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  order_id bigint NOT NULL,
  tag_status text NOT NULL DEFAULT 'queued' CHECK (tag_status IN ('queued', 'tagged', 'failed', 'drill')),
  tag_attempts integer NOT NULL DEFAULT 0,
  tag_error text,
  tagged_at timestamptz(3),
  PRIMARY KEY (shop_id, recall_id, order_id),
  FOREIGN KEY (shop_id, recall_id) REFERENCES recall (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX recall_order_queued_idx ON recall_order (shop_id, recall_id, order_id) WHERE tag_status = 'queued';
CREATE INDEX recall_order_order_idx ON recall_order (shop_id, order_id);

CREATE TABLE recall_customer (
  shop_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  customer_id bigint NOT NULL,
  tag_status text NOT NULL DEFAULT 'queued' CHECK (tag_status IN ('queued', 'tagged', 'failed', 'drill')),
  tag_attempts integer NOT NULL DEFAULT 0,
  tag_error text,
  tagged_at timestamptz(3),
  PRIMARY KEY (shop_id, recall_id, customer_id),
  FOREIGN KEY (shop_id, recall_id) REFERENCES recall (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX recall_customer_queued_idx ON recall_customer (shop_id, recall_id, customer_id) WHERE tag_status = 'queued';

-- The row exists before the mail is sent. address_key is the keyed hash of the address, or names the order of a buyer without one.
CREATE TABLE recall_recipient (
  shop_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  id uuid NOT NULL,
  wave integer NOT NULL DEFAULT 1,
  channel text NOT NULL DEFAULT 'email',
  address_key text NOT NULL,
  contact text,
  customer_id bigint,
  locale text NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'sending', 'accepted', 'bounced', 'failed', 'uncertain', 'unreachable', 'acknowledged', 'remedied', 'excluded', 'redacted', 'drill')),
  message_id text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  retry_at timestamptz(3),
  claimed_by uuid,
  claimed_at timestamptz(3),
  handed_at timestamptz(3),
  accepted_at timestamptz(3),
  acknowledged_at timestamptz(3),
  -- How often it was handed over without a recorded answer: the first time it is sent once more, then never again.
  uncertain_count integer NOT NULL DEFAULT 0,
  -- Which wording of the fixed texts the buyer got.
  template_version integer,
  error text,
  PRIMARY KEY (shop_id, recall_id, id),
  UNIQUE (shop_id, recall_id, wave, channel, address_key),
  FOREIGN KEY (shop_id, recall_id) REFERENCES recall (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX recall_recipient_open_idx ON recall_recipient (shop_id, recall_id, id) WHERE status IN ('queued', 'sending', 'uncertain');

CREATE TABLE recall_item (
  shop_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  order_name text NOT NULL,
  title text NOT NULL,
  code text NOT NULL,
  units integer NOT NULL CHECK (units > 0),
  PRIMARY KEY (shop_id, recall_id, recipient_id, order_id, line_id, batch_id),
  FOREIGN KEY (shop_id, recall_id, recipient_id) REFERENCES recall_recipient (shop_id, recall_id, id) ON DELETE CASCADE
);

CREATE TABLE recall_event (
  shop_id uuid NOT NULL,
  id uuid NOT NULL,
  recall_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text,
  data jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (shop_id, id),
  FOREIGN KEY (shop_id, recall_id) REFERENCES recall (shop_id, id) ON DELETE CASCADE
);
CREATE INDEX recall_event_recall_idx ON recall_event (shop_id, recall_id, id DESC);

CREATE TABLE worker_heartbeat (
  worker_id text PRIMARY KEY,
  beat_at timestamptz(3) NOT NULL
);
