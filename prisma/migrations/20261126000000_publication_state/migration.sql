-- Batch codes in Shopify: what is being written now, and what was written last.
-- order_publication.due_at is from when an order may be written, for a change that nobody has taken up yet;
-- claimed_until, until when a worker has it in hand. Both null: Shopify has what it shall have.
ALTER TABLE order_publication
  -- Of everything that was written; null: not known, or nothing.
  ADD COLUMN digest text;
CREATE INDEX order_publication_claimed_idx ON order_publication (claimed_until) WHERE claimed_until IS NOT NULL;

-- The two switches as the orders in Shopify follow them; null: not known (a new shop, one that came back).
ALTER TABLE shop
  ADD COLUMN shown_codes boolean,
  ADD COLUMN shown_tags boolean;
