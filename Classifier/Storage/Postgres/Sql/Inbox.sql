-- :name Append
INSERT INTO inbox (id, source, sender, key_hash, alert, title, dedup_key, status, received_at_us, state, due_at_us, error)
VALUES (@Id, @Source, @Sender, @KeyHash, @Alert, @Title, @DedupKey, @Status, @ReceivedAtUs, @State, @ReceivedAtUs, @Error);

-- :name Claim
-- Of a key the oldest alone, and only while no other is held: an older one may have been committed after a newer one was claimed.
-- Rows that another claim has just locked are passed by; those that it has just committed are looked at anew before they are locked.
WITH due AS MATERIALIZED (
    SELECT i.id FROM inbox i
    WHERE i.state = 'queued' AND i.due_at_us <= @NowUs
      AND (i.lease_until_us IS NULL OR i.lease_until_us < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
      AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.state = 'queued' AND e.key_hash = i.key_hash AND e.id < i.id)
      AND NOT EXISTS (
          SELECT 1 FROM inbox h
          WHERE h.state = 'queued' AND h.key_hash = i.key_hash AND h.id > i.id AND h.lease_until_us >= (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ORDER BY i.due_at_us, i.id
    LIMIT @Count
    FOR UPDATE SKIP LOCKED)
UPDATE inbox
SET lease_until_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + @LeaseUs, fence = inbox.fence + 1, attempt = inbox.attempt + 1
FROM due
WHERE inbox.id = due.id
RETURNING inbox.id AS Id, inbox.alert AS Alert, inbox.received_at_us AS ReceivedAtUs, inbox.fence AS Fence, inbox.attempt AS Attempt;

-- :name MarkDecided
UPDATE inbox
SET state = 'decided', incident = @Incident, decision = @Decision, decided_at_us = @AtUs, lease_until_us = NULL, error = NULL
WHERE id = @Id AND fence = @Fence AND state = 'queued';

-- :name MarkFailed
UPDATE inbox
SET state = @State, due_at_us = COALESCE(@DueAtUs, due_at_us), lease_until_us = NULL, error = @Error
WHERE id = @Id AND fence = @Fence AND state = 'queued';

-- :name Replay
UPDATE inbox SET state = 'queued', attempt = 0, due_at_us = @DueAtUs, error = NULL WHERE id = @Id AND state = 'dead';

-- :name Find
SELECT id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender
FROM inbox WHERE id = @Id;

-- :name List
SELECT id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender
FROM inbox WHERE @Before IS NULL OR id < @Before
ORDER BY id DESC LIMIT @Limit;

-- :name CountQueued
SELECT COUNT(*) FROM inbox WHERE state = 'queued';
