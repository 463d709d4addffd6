-- :name List
SELECT name AS Name, hash AS Hash, scopes AS Scopes, created_at_us AS CreatedAtUs FROM api_key WHERE revoked_at_us IS NULL ORDER BY name;

-- :name Revoke
UPDATE api_key SET revoked_at_us = @AtUs WHERE name = @Name AND revoked_at_us IS NULL;

-- :name Save
UPDATE api_key SET hash = @Hash, scopes = @Scopes, created_at_us = @CreatedAtUs, revoked_at_us = NULL WHERE name = @Name;
IF @@ROWCOUNT = 0
    INSERT INTO api_key (name, hash, scopes, created_at_us) VALUES (@Name, @Hash, @Scopes, @CreatedAtUs);
