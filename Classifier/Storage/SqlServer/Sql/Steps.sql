-- :name Add
INSERT INTO step (incident, connector, action, is_timer, state, due_at_us) VALUES (@Incident, @Connector, @Action, @IsTimer, N'pending', @DueAtUs);

-- :name Claim
-- As in the inbox; the steps of an incident are added while its row is locked, so none appears before one that is there.
WITH due AS (
    SELECT TOP (@Count) s.id, s.incident, s.connector, s.action, s.lease_until_us, s.fence, s.attempt
    FROM step s WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
    WHERE s.state = N'pending' AND s.due_at_us <= @NowUs
      AND (s.lease_until_us IS NULL OR s.lease_until_us < DATEDIFF_BIG(MICROSECOND, '19700101', SYSUTCDATETIME()))
      AND (s.is_timer = 1 OR NOT EXISTS (
          SELECT 1 FROM step e
          WHERE e.state = N'pending' AND e.incident = s.incident AND e.connector = s.connector AND e.is_timer = 0 AND e.id < s.id))
    ORDER BY s.due_at_us, s.id)
UPDATE due
SET lease_until_us = DATEDIFF_BIG(MICROSECOND, '19700101', SYSUTCDATETIME()) + @LeaseUs, fence = fence + 1, attempt = attempt + 1
OUTPUT inserted.id AS Id, inserted.incident AS Incident, inserted.connector AS Connector, inserted.action AS Action, inserted.attempt AS Attempt, inserted.fence AS Fence;

-- :name Held
SELECT id FROM step WITH (UPDLOCK, ROWLOCK) WHERE id = @Id AND fence = @Fence AND state = N'pending';

-- :name MarkDone
UPDATE step SET state = N'done', done_at_us = @AtUs, lease_until_us = NULL, error = NULL WHERE id = @Id AND fence = @Fence AND state = N'pending';

-- :name MarkFailed
UPDATE step SET state = @State, due_at_us = COALESCE(@DueAtUs, due_at_us), lease_until_us = NULL, error = @Error
WHERE id = @Id AND fence = @Fence AND state = N'pending';

-- :name Defer
UPDATE step SET attempt = attempt - 1, due_at_us = @DueAtUs, lease_until_us = NULL WHERE id = @Id AND fence = @Fence AND state = N'pending';

-- :name RetryDead
UPDATE step SET state = N'pending', attempt = 0, due_at_us = @DueAtUs, error = NULL WHERE incident = @Incident AND state = N'dead';

-- :name HasPending
SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM step WHERE incident = @Incident AND state = N'pending' AND is_timer = 0) THEN 1 ELSE 0 END AS bit);

-- :name Pending
SELECT action FROM step WHERE incident = @Incident AND connector = @Connector AND state = N'pending' AND is_timer = 0 ORDER BY id;

-- :name Stuck
SELECT id FROM step
WHERE incident = @Incident AND connector = @Connector AND state = N'pending' AND is_timer = 0 AND (attempt > @Tries OR (attempt = @Tries AND lease_until_us IS NULL));
