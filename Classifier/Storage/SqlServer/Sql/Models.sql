-- :name Champion
SELECT number AS Number, version AS Version, previous AS Previous, promoted_at_us AS PromotedAtUs FROM champion WHERE id = 1;

-- :name Promote
UPDATE champion SET number = @Number, version = @Version, previous = @Previous, promoted_at_us = @PromotedAtUs WHERE id = 1 AND number = @Number - 1;
IF @@ROWCOUNT = 0
    INSERT INTO champion (id, number, version, previous, promoted_at_us)
    SELECT 1, @Number, @Version, @Previous, @PromotedAtUs WHERE NOT EXISTS (SELECT 1 FROM champion WITH (UPDLOCK, HOLDLOCK) WHERE id = 1);

-- :name CountParts
SELECT COUNT(*) FROM model_part WHERE version = @Version;

-- :name AddPart
INSERT INTO model_part (version, [file], part, bytes) VALUES (@Version, @File, @Part, @Bytes);

-- :name DeleteOthers
DELETE FROM model_part WHERE version <> @Version AND (@Previous IS NULL OR version <> @Previous);

-- :name Parts
SELECT [file] AS [File], part AS Part FROM model_part WHERE version = @Version ORDER BY [file], part;

-- :name Part
SELECT bytes AS Bytes FROM model_part WHERE version = @Version AND [file] = @File AND part = @Part;
