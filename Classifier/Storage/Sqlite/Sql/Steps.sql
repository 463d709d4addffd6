-- :name Add
INSERT INTO step (incident, connector, action, is_timer, state, due_at_us) VALUES (@Incident, @Connector, @Action, @IsTimer, 'pending', @DueAtUs);

-- :name Claim
UPDATE step
SET lease_until_us = CAST(unixepoch('subsec') * 1000000 AS INTEGER) + @LeaseUs, fence = fence + 1, attempt = attempt + 1
WHERE id IN (
    SELECT s.id FROM step s
    WHERE s.state = 'pending' AND s.due_at_us <= @NowUs
      AND (s.lease_until_us IS NULL OR s.lease_until_us < CAST(unixepoch('subsec') * 1000000 AS INTEGER))
      AND (s.is_timer = 1 OR NOT EXISTS (
          SELECT 1 FROM step e
          WHERE e.state = 'pending' AND e.incident = s.incident AND e.connector = s.connector AND e.is_timer = 0 AND e.id < s.id))
    ORDER BY s.due_at_us, s.id
    LIMIT @Count)
RETURNING id AS Id, incident AS Incident, connector AS Connector, action AS Action, attempt AS Attempt, fence AS Fence;

-- :name Held
SELECT id FROM step WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name MarkDone
UPDATE step SET state = 'done', done_at_us = @AtUs, lease_until_us = NULL, error = NULL WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name ReleaseAll
UPDATE step SET lease_until_us = NULL WHERE state = 'pending' AND lease_until_us IS NOT NULL;

-- :name MarkFailed
UPDATE step SET state = @State, due_at_us = COALESCE(@DueAtUs, due_at_us), lease_until_us = NULL, error = @Error
WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name Defer
UPDATE step SET attempt = attempt - 1, due_at_us = @DueAtUs, lease_until_us = NULL WHERE id = @Id AND fence = @Fence AND state = 'pending';

-- :name RetryDead
UPDATE step SET state = 'pending', attempt = 0, due_at_us = @DueAtUs, error = NULL WHERE incident = @Incident AND state = 'dead';

-- :name HasPending
SELECT EXISTS (SELECT 1 FROM step WHERE incident = @Incident AND state = 'pending' AND is_timer = 0);

-- :name Pending
SELECT action FROM step WHERE incident = @Incident AND connector = @Connector AND state = 'pending' AND is_timer = 0 ORDER BY id;

-- :name Stuck
SELECT id FROM step
WHERE incident = @Incident AND connector = @Connector AND state = 'pending' AND is_timer = 0 AND (attempt > @Tries OR (attempt = @Tries AND lease_until_us IS NULL));
