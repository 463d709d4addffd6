-- :name Add
INSERT INTO step (incident, connector, action, is_timer, state, due_at_us) VALUES (@Incident, @Connector, @Action, @IsTimer, 'pending', @DueAtUs);

-- :name Claim
-- As in the inbox; the steps of an incident are added while its row is locked, so none appears before one that is there.
WITH due AS MATERIALIZED (
    SELECT s.id FROM step s
    WHERE s.state = 'pending' AND s.due_at_us <= @NowUs
      AND (s.lease_until_us IS NULL OR s.lease_until_us < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
      AND (s.is_timer OR NOT EXISTS (
          SELECT 1 FROM step e
          WHERE e.state = 'pending' AND e.incident = s.incident AND e.connector = s.connector AND NOT e.is_timer AND e.id < s.id))
    ORDER BY s.due_at_us, s.id
    LIMIT @Count
    FOR UPDATE SKIP LOCKED)
UPDATE step
SET lease_until_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + @LeaseUs, fence = step.fence + 1, attempt = step.attempt + 1
FROM due
WHERE step.id = due.id
RETURNING step.id AS Id, step.incident AS Incident, step.connector AS Connector, step.action AS Action, step.attempt AS Attempt, step.fence AS Fence;

-- :name Held
SELECT id FROM step WHERE id = @Id AND fence = @Fence AND state = 'pending' FOR UPDATE;

-- :name MarkDone
UPDATE step SET state = 'done', done_at_us = @AtUs, lease_until_us = NULL, error = NULL WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name MarkFailed
UPDATE step SET state = @State, due_at_us = COALESCE(@DueAtUs, due_at_us), lease_until_us = NULL, error = @Error
WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name Defer
UPDATE step SET attempt = attempt - 1, due_at_us = @DueAtUs, lease_until_us = NULL WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name RetryDead
UPDATE step SET state = 'pending', attempt = 0, due_at_us = @DueAtUs, error = NULL WHERE incident = @Incident AND state = 'dead';

-- :name HasPending
SELECT EXISTS (SELECT 1 FROM step WHERE incident = @Incident AND state = 'pending' AND NOT is_timer);

-- :name Pending
SELECT action FROM step WHERE incident = @Incident AND connector = @Connector AND state = 'pending' AND NOT is_timer ORDER BY id;

-- :name Stuck
SELECT id FROM step
WHERE incident = @Incident AND connector = @Connector AND state = 'pending' AND NOT is_timer AND (attempt > @Tries OR (attempt = @Tries AND lease_until_us IS NULL));
