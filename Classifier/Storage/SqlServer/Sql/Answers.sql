-- :name Take
-- A row that is there is locked even where it is not taken: it is still there to be found.
UPDATE answer
SET request_hash = @RequestHash, status = @Status, content_type = @ContentType, body = @Body, expires_at_us = @ExpiresAtUs
WHERE key_hash = @KeyHash AND expires_at_us <= @NowUs;
IF @@ROWCOUNT = 0
    INSERT INTO answer (key_hash, request_hash, status, content_type, body, expires_at_us)
    SELECT @KeyHash, @RequestHash, @Status, @ContentType, @Body, @ExpiresAtUs
    WHERE NOT EXISTS (SELECT 1 FROM answer WITH (UPDLOCK, ROWLOCK) WHERE key_hash = @KeyHash);

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
WITH expired AS (
    SELECT TOP (@Count) key_hash FROM answer WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK) WHERE expires_at_us <= @NowUs ORDER BY expires_at_us)
DELETE FROM expired;
