-- When the units of a line left that did not leave together, earliest first: [{"at", "units"}]. Null: all at shipped_at, so
-- that most lines have none.
ALTER TABLE order_line ADD COLUMN shipments jsonb;
