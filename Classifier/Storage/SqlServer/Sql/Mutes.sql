-- :name Add
INSERT INTO mute (id, condition, because, set_by, set_at_us, from_us, until_us) VALUES (@Id, @Condition, @Because, @By, @AtUs, @FromUs, @UntilUs);

-- :name End
UPDATE mute SET until_us = @NowUs WHERE id = @Id AND until_us > @NowUs;

-- :name Release
UPDATE inbox SET due_at_us = @NowUs WHERE state = N'muted' AND muted_by = @Id AND due_at_us > @NowUs;

-- :name Running
SELECT id AS Id, condition AS Condition, because AS Because, set_by AS [By], from_us AS FromUs, until_us AS UntilUs
FROM mute WHERE until_us > @NowUs ORDER BY until_us, id;
