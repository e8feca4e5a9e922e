-- Which order a body is of, so that two workers never take up one order at the same time: the second would only wait for
-- the first.
ALTER TABLE webhook_delivery ADD COLUMN order_id bigint;
CREATE INDEX webhook_delivery_pending_order_idx ON webhook_delivery (shop_id, order_id)
  WHERE processed_at IS NULL AND order_id IS NOT NULL;
