-- :name Append
INSERT INTO inbox (id, source, sender, key_hash, alert, title, dedup_key, status, received_at_us, state, due_at_us, error, held, held_item)
VALUES (@Id, @Source, @Sender, @KeyHash, @Alert, @Title, @DedupKey, @Status, @ReceivedAtUs, @State, @ReceivedAtUs, @Error, @Held, @HeldItem);

-- :name Claim
-- Of a key the oldest alone, and only while no other is held: an older one may have been committed after a newer one was claimed.
-- Those that nobody has claimed yet are due in the order of their ids, so that among the first of them the first of a key is its
-- oldest; the others are found by key. Rows that another claim has just locked are passed by; those that it has just committed are
-- looked at anew before they are locked.
WITH due AS MATERIALIZED (
    SELECT f.id FROM (
        SELECT d.id, d.due_at_us, ROW_NUMBER() OVER (PARTITION BY d.key_hash ORDER BY d.id) AS nth FROM (
            SELECT i.id, i.due_at_us, i.key_hash FROM inbox i
            WHERE i.state = 'queued' AND i.due_at_us <= @NowUs
              AND (i.lease_until_us IS NULL OR i.lease_until_us < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
              AND NOT EXISTS (
                  SELECT 1 FROM inbox e
                  WHERE e.state = 'queued' AND (e.attempt > 0 OR e.due_at_us > e.received_at_us) AND e.key_hash = i.key_hash AND e.id < i.id)
              AND NOT EXISTS (
                  SELECT 1 FROM inbox h
                  WHERE h.state = 'queued' AND h.attempt > 0 AND h.key_hash = i.key_hash AND h.id > i.id
                    AND h.lease_until_us >= (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
            ORDER BY i.due_at_us, i.id
            LIMIT 8 * @Count) d) f
    WHERE f.nth = 1
    ORDER BY f.due_at_us, f.id
    LIMIT @Count),
free AS MATERIALIZED (
    SELECT i.id FROM inbox i
    WHERE i.id IN (SELECT due.id FROM due) AND i.state = 'queued' AND i.due_at_us <= @NowUs
      AND (i.lease_until_us IS NULL OR i.lease_until_us < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    FOR UPDATE OF i SKIP LOCKED)
UPDATE inbox
SET lease_until_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + @LeaseUs, fence = inbox.fence + 1, attempt = inbox.attempt + 1
FROM free
WHERE inbox.id = free.id
RETURNING inbox.id AS Id, inbox.alert AS Alert, inbox.received_at_us AS ReceivedAtUs, inbox.sender AS Sender, inbox.fence AS Fence, inbox.attempt AS Attempt;

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
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = 'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE id = @Id;

-- :name List
SELECT id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = 'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE @Before IS NULL OR id < @Before
ORDER BY id DESC LIMIT @Limit;

-- :name CountQueued
SELECT COUNT(*) FROM inbox WHERE state = 'queued';

-- :name SetAside
-- It waits as a row of its own kind: it holds up nothing of its key.
UPDATE inbox SET state = 'muted', due_at_us = @UntilUs, muted_by = @By, decided_at_us = @AtUs, lease_until_us = NULL, error = NULL
WHERE id = @Id AND fence = @Fence AND state = 'queued';

-- :name HasMutedDue
SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'muted' AND due_at_us <= @NowUs);

-- :name TakeBack
UPDATE inbox SET state = 'queued', attempt = 0, decided_at_us = NULL WHERE state = 'muted' AND due_at_us <= @NowUs;

-- :name MoveAll
UPDATE inbox SET incident = @Into WHERE incident = @From;

-- :name Move
UPDATE inbox SET incident = @Into WHERE id = @Id AND incident = @From;

-- :name Hold
INSERT INTO held_payload (id, payload) VALUES (@Id, @Payload);

-- :name Held
SELECT h.payload AS Payload, i.held_item AS Item FROM inbox i JOIN held_payload h ON h.id = i.held WHERE i.id = @Id AND i.state = 'dead';

-- :name Remap
UPDATE inbox
SET alert = @Alert, title = @Title, dedup_key = @DedupKey, key_hash = @KeyHash, status = @Status, state = 'queued', due_at_us = @DueAtUs, attempt = 0, error = NULL,
    held = NULL, held_item = NULL
WHERE id = @Id AND state = 'dead';

-- :name Forget
UPDATE inbox SET state = 'decided', decided_at_us = @AtUs, error = NULL, held = NULL, held_item = NULL WHERE id = @Id AND state = 'dead';

-- :name OfIncident
SELECT id AS Id, alert AS Alert, received_at_us AS ReceivedAtUs, state AS State, incident AS Incident, decision AS Decision,
       decided_at_us AS DecidedAtUs, error AS Error, sender AS Sender,
       muted_by AS MutedBy, CASE WHEN state = 'muted' THEN due_at_us END AS MutedUntilUs
FROM inbox WHERE incident = @Incident
ORDER BY id DESC LIMIT @Limit;
