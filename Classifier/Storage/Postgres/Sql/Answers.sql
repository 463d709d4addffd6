-- :name Take
-- A row that conflicts is locked even where it is not taken: it is still there to be found.
INSERT INTO answer (key_hash, request_hash, status, content_type, body, expires_at_us)
VALUES (@KeyHash, @RequestHash, @Status, @ContentType, @Body, @ExpiresAtUs)
ON CONFLICT (key_hash) DO UPDATE
SET request_hash = excluded.request_hash, status = excluded.status, content_type = excluded.content_type, body = excluded.body, expires_at_us = excluded.expires_at_us
WHERE answer.expires_at_us <= @NowUs;

-- :name Find
SELECT request_hash AS RequestHash, status AS Status, content_type AS ContentType, body AS Body FROM answer WHERE key_hash = @KeyHash;

-- :name Complete
UPDATE answer
SET status = @Status, content_type = @ContentType, body = @Body, expires_at_us = @ExpiresAtUs
WHERE key_hash = @KeyHash AND status IS NULL AND expires_at_us = @ReservedUntilUs;

-- :name Release
DELETE FROM answer WHERE key_hash = @KeyHash AND status IS NULL AND expires_at_us = @ReservedUntilUs;

-- :name DeleteExpired
-- Rows that another node deletes, or a request takes anew, are passed by.
WITH expired AS MATERIALIZED (SELECT key_hash FROM answer WHERE expires_at_us <= @NowUs ORDER BY expires_at_us LIMIT @Count FOR UPDATE SKIP LOCKED)
DELETE FROM answer USING expired WHERE answer.key_hash = expired.key_hash;
