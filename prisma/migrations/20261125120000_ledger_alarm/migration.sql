-- A count that equals the books and a change of produced units may come without a reason.
ALTER TABLE manual_act ALTER COLUMN reason DROP NOT NULL;

-- An act is undone once: two people who press at the same moment cannot both have done it.
CREATE UNIQUE INDEX manual_act_undoes_idx ON manual_act (shop_id, undoes) WHERE undoes IS NOT NULL;

-- Batch items whose stored units were found to differ from their ledger, until they are repaired or found sound again.
CREATE TABLE ledger_alarm (
  shop_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  variant_id bigint NOT NULL,
  found_at timestamptz(3) NOT NULL,
  differences jsonb NOT NULL,
  PRIMARY KEY (shop_id, batch_id, variant_id),
  FOREIGN KEY (shop_id, batch_id, variant_id) REFERENCES batch_item (shop_id, batch_id, variant_id) ON DELETE CASCADE
);
