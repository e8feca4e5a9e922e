-- Locations that a fulfilment service runs. Those that are mirrored already are read again at the next change of any location.
ALTER TABLE location ADD COLUMN of_service boolean NOT NULL DEFAULT false;
