-- What people said about an order's batches, for its page.
CREATE INDEX manual_act_order_idx ON manual_act (shop_id, (data ->> 'orderId'), id) WHERE data ? 'orderId';
