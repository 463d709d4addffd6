-- :name Find
SELECT value AS Value, set_by AS [By], at_us AS AtUs FROM setting WHERE name = @Name;

-- :name Save
UPDATE setting SET value = @Value, set_by = @By, at_us = @AtUs WHERE name = @Name;
IF @@ROWCOUNT = 0
    INSERT INTO setting (name, value, set_by, at_us) VALUES (@Name, @Value, @By, @AtUs);
