-- :name List
SELECT name AS Name, hash AS Hash, scopes AS Scopes, created_at_us AS CreatedAtUs FROM api_key WHERE revoked_at_us IS NULL ORDER BY name;

-- :name Revoke
UPDATE api_key SET revoked_at_us = @AtUs WHERE name = @Name AND revoked_at_us IS NULL;

-- :name Save
INSERT INTO api_key (name, hash, scopes, created_at_us) VALUES (@Name, @Hash, @Scopes, @CreatedAtUs)
ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, scopes = excluded.scopes, created_at_us = excluded.created_at_us, revoked_at_us = NULL;
