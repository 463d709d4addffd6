-- :name Append
INSERT INTO inbox (id, source, sender, key_hash, alert, title, dedup_key, status, received_at_us, state, due_at_us, error, held, held_item)
VALUES (@Id, @Source, @Sender, @KeyHash, @Alert, @Title, @DedupKey, @Status, @ReceivedAtUs, @State, @ReceivedAtUs, @Error, @Held, @HeldItem);

-- :name Claim
-- Of a key the oldest alone, and only while no other is held: an older one may have been committed after a newer one was claimed.
-- Rows that another claim has just locked are passed by; the others are read as they are now, while what they are compared with is
-- read as of the statement's start, where what another claim has decided since still counts as queued.
WITH due AS (
    SELECT TOP (@Count) i.id, i.alert, i.received_at_us, i.sender, i.lease_until_us, i.fence, i.attempt
    FROM inbox i WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE i.state = N'queued' AND i.due_at_us <= @NowUs
      AND (i.lease_until_us IS NULL OR i.lease_until_us < DATEDIFF_BIG(MICROSECOND, '19700101', SYSUTCDATETIME()))
      AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.state = N'queued' AND e.key_hash = i.key_hash AND e.id < i.id)
      AND NOT EXISTS (
          SELECT 1 FROM inbox h
          WHERE h.state = N'queued' AND h.key_hash = i.key_hash AND h.id > i.id AND h.lease_until_us >= DATEDIFF_BIG(MICROSECOND, '19700101', SYSUTCDATETIME()))
    ORDER BY i.due_at_us, i.id)
UPDATE due
SET lease_until_us = DATEDIFF_BIG(MICROSECOND, '19700101', SYSUTCDATETIME()) + @LeaseUs, fence = fence + 1, attempt = attempt + 1
OUTPUT inserted.id AS Id, inserted.alert AS Alert, inserted.received_at_us AS ReceivedAtUs, inserted.sender AS Sender, inserted.fence AS Fence, inserted.attempt AS Attempt;

-- :name MarkDecided
UPDATE inbox
SET state = N'decided', incident = @Incident, decision = @Decision, decided_at_us = @AtUs, lease_until_us = NULL, error = NULL
WHERE id = @Id AND fence = @Fence AND state = N'queued';

-- :name MarkFailed
UPDATE inbox
SET state = @State, due_at_us = COALESCE(@DueAtUs, due_at_us), lease_until_us = NULL, error = @Error
WHERE id = @Id AND fence = @Fence AND state = N'queued';

-- :name Replay
UPDATE inbox SET state = N'queued', attempt = 0, due_at_us = @DueAtUs, error = NULL WHERE id = @Id AND state = N'dead';

-- :name Find
SELECT id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = N'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE id = @Id;

-- :name List
SELECT TOP (@Limit) id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = N'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE @Before IS NULL OR id < @Before
ORDER BY id DESC;

-- :name CountQueued
SELECT COUNT(*) FROM inbox WHERE state = N'queued';

-- :name SetAside
-- It waits as a row of its own kind: it holds up nothing of its key.
UPDATE inbox SET state = N'muted', due_at_us = @UntilUs, muted_by = @By, decided_at_us = @AtUs, lease_until_us = NULL, error = NULL
WHERE id = @Id AND fence = @Fence AND state = N'queued';

-- :name HasMutedDue
SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM inbox WHERE state = N'muted' AND due_at_us <= @NowUs) THEN 1 ELSE 0 END AS bit);

-- :name TakeBack
UPDATE inbox SET state = N'queued', attempt = 0, decided_at_us = NULL WHERE state = N'muted' AND due_at_us <= @NowUs;

-- :name MoveAll
UPDATE inbox SET incident = @Into WHERE incident = @From;

-- :name Move
UPDATE inbox SET incident = @Into WHERE id = @Id AND incident = @From;

-- :name Hold
INSERT INTO held_payload (id, payload) VALUES (@Id, @Payload);

-- :name Held
SELECT h.payload AS Payload, i.held_item AS Item FROM inbox i JOIN held_payload h ON h.id = i.held WHERE i.id = @Id AND i.state = N'dead';

-- :name Remap
UPDATE inbox
SET alert = @Alert, title = @Title, dedup_key = @DedupKey, key_hash = @KeyHash, status = @Status, state = N'queued', due_at_us = @DueAtUs, attempt = 0, error = NULL,
    held = NULL, held_item = NULL
WHERE id = @Id AND state = N'dead';

-- :name Forget
UPDATE inbox SET state = N'decided', decided_at_us = @AtUs, error = NULL, held = NULL, held_item = NULL WHERE id = @Id AND state = N'dead';

-- :name OfIncident
SELECT TOP (@Limit) id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = N'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE incident = @Incident
ORDER BY id DESC;
