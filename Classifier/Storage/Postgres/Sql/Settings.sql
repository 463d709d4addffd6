-- :name Find
SELECT value AS Value, set_by AS "By", at_us AS AtUs FROM setting WHERE name = @Name;

-- :name Save
INSERT INTO setting (name, value, set_by, at_us) VALUES (@Name, @Value, @By, @AtUs)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, at_us = excluded.at_us;
