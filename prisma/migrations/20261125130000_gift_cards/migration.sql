-- A gift card is no goods: it draws no batch and cannot be a part of a set.
ALTER TABLE product ADD COLUMN gift_card boolean NOT NULL DEFAULT false;
