-- A statement that names some recipients of a recall must read those, and not the whole recall. As long as a second index began
-- with the recall, the planner could take it instead of the primary key whenever it thought the recall small, and right after a
-- launch it thinks so of the largest. This one now begins with the address.
ALTER TABLE recall_recipient DROP CONSTRAINT recall_recipient_shop_id_recall_id_wave_channel_address_key_key;
ALTER TABLE recall_recipient ADD CONSTRAINT recall_recipient_once_per_wave
  UNIQUE (address_key, shop_id, recall_id, wave, channel);
