-- :name Champion
SELECT number AS Number, version AS Version, previous AS Previous, promoted_at_us AS PromotedAtUs FROM champion WHERE id = 1;

-- :name Promote
INSERT INTO champion (id, number, version, previous, promoted_at_us) VALUES (1, @Number, @Version, @Previous, @PromotedAtUs)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, version = excluded.version, previous = excluded.previous, promoted_at_us = excluded.promoted_at_us
WHERE champion.number = excluded.number - 1;

-- :name CountParts
SELECT COUNT(*) FROM model_part WHERE version = @Version;

-- :name AddPart
INSERT INTO model_part (version, file, part, bytes) VALUES (@Version, @File, @Part, @Bytes);

-- :name DeleteOthers
DELETE FROM model_part WHERE version <> @Version AND (CAST(@Previous AS TEXT) IS NULL OR version <> @Previous);

-- :name Parts
SELECT file AS File, part AS Part FROM model_part WHERE version = @Version ORDER BY file, part;

-- :name Part
SELECT bytes AS Bytes FROM model_part WHERE version = @Version AND file = @File AND part = @Part;
