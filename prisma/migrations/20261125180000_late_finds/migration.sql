-- How many units of an order are in a recall: an order that turns out to hold more joins it once more.
ALTER TABLE recall_order ADD COLUMN units integer NOT NULL DEFAULT 0;
UPDATE recall_order o SET units = listed.units
FROM (
  SELECT shop_id, recall_id, order_id, max(units) AS units
  FROM (
    SELECT shop_id, recall_id, recipient_id, order_id, sum(units) AS units FROM recall_item
    GROUP BY shop_id, recall_id, recipient_id, order_id
  ) per_recipient
  GROUP BY shop_id, recall_id, order_id
) listed
WHERE o.shop_id = listed.shop_id AND o.recall_id = listed.recall_id AND o.order_id = listed.order_id;

-- What came back to its recalled batch, beside what was taken off (movement_recall_release_idx).
CREATE INDEX movement_left_before_recall_idx ON movement (shop_id, batch_id, order_id, line_id)
  WHERE cause = 'left_before_recall';
