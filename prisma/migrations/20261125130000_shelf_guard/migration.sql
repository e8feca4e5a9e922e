-- What is at locations is part of what a batch item has available, which a CHECK of one row cannot see. Whoever moves units
-- takes them from locations before the batch item changes, and puts them there after it.
CREATE FUNCTION check_batch_shelves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shelved bigint;
  available integer;
BEGIN
  SELECT sum(remaining) INTO shelved FROM batch_shelf
  WHERE shop_id = NEW.shop_id AND batch_id = NEW.batch_id AND variant_id = NEW.variant_id;
  IF shelved IS NULL THEN RETURN NULL; END IF;
  SELECT remaining INTO available FROM batch_item
  WHERE shop_id = NEW.shop_id AND batch_id = NEW.batch_id AND variant_id = NEW.variant_id;
  IF shelved > available THEN
    RAISE EXCEPTION 'batch % of variant % would have % units at locations and % available',
      NEW.batch_id, NEW.variant_id, shelved, available USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER batch_item_covers_shelves AFTER UPDATE OF remaining ON batch_item
  FOR EACH ROW WHEN (NEW.remaining < OLD.remaining) EXECUTE FUNCTION check_batch_shelves();

CREATE TRIGGER batch_shelf_is_covered AFTER INSERT OR UPDATE OF remaining ON batch_shelf
  FOR EACH ROW WHEN (NEW.remaining > 0) EXECUTE FUNCTION check_batch_shelves();
