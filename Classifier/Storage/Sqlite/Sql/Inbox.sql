-- :name Append
INSERT INTO inbox (id, source, sender, key_hash, alert, title, dedup_key, status, received_at_us, state, due_at_us, error)
VALUES (@Id, @Source, @Sender, @KeyHash, @Alert, @Title, @DedupKey, @Status, @ReceivedAtUs, @State, @ReceivedAtUs, @Error);

-- :name Claim
UPDATE inbox
SET lease_until_us = CAST(unixepoch('subsec') * 1000000 AS INTEGER) + @LeaseUs, fence = fence + 1, attempt = attempt + 1
WHERE id IN (
    SELECT i.id FROM inbox i
    WHERE i.state = 'queued' AND i.due_at_us <= @NowUs
      AND (i.lease_until_us IS NULL OR i.lease_until_us < CAST(unixepoch('subsec') * 1000000 AS INTEGER))
      AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.state = 'queued' AND e.key_hash = i.key_hash AND e.id < i.id)
    ORDER BY i.due_at_us, i.id
    LIMIT @Count)
RETURNING id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, fence AS Fence, attempt AS Attempt;

-- :name MarkDecided
UPDATE inbox
SET state = 'decided', incident = @Incident, decision = @Decision, decided_at_us = @AtUs, lease_until_us = NULL, error = NULL
WHERE id = @Id AND fence = @Fence AND state = 'queued';

-- :name ReleaseAll
UPDATE inbox SET lease_until_us = NULL WHERE state = 'queued' AND lease_until_us IS NOT NULL;

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
