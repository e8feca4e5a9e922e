-- Past batches out of a spreadsheet: what was confirmed, how far it is recorded, and what became of it.
CREATE TABLE batch_import (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
  -- Made by the page when the merchant confirms: the same id again is the same import.
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('importing', 'done')),
  file_name text NOT NULL,
  -- Of its batches.
  status text NOT NULL CHECK (status IN ('open', 'draft')),
  -- The batches, in the order in which they are recorded, as the JSON API takes them; null once all are.
  plan jsonb,
  total integer NOT NULL,
  -- How many of them are settled: recorded or refused.
  next integer NOT NULL DEFAULT 0,
  -- Recorded so far.
  batches integer NOT NULL DEFAULT 0,
  items integer NOT NULL DEFAULT 0,
  units bigint NOT NULL DEFAULT 0,
  -- Rows of the file that had a problem and were not confirmed.
  left_out integer NOT NULL,
  -- Batches that something stood against when their turn came: [{ "row", "code", "message" }].
  refused jsonb NOT NULL DEFAULT '[]',
  created_by text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (shop_id, id),
  CHECK ((state = 'done') = (plan IS NULL))
);
