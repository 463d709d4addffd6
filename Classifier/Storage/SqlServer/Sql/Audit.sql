-- :name undecided
SELECT TOP (100) id FROM inbox WHERE state = N'queued' AND due_at_us < @DueBeforeUs ORDER BY id;

-- :name lost_incident
SELECT TOP (100) a.id FROM inbox a LEFT JOIN incident i ON i.number = a.incident
WHERE a.state = N'decided' AND i.number IS NULL AND (a.incident IS NOT NULL OR a.decision IS NOT NULL)
ORDER BY a.id;

-- :name unplanned
-- Severity 0 is info, which is only stored.
SELECT TOP (100) CONCAT(N'inc-', i.number) FROM incident i
WHERE i.state IN (N'open', N'acknowledged') AND i.severity > 0 AND NOT EXISTS (SELECT 1 FROM step s WHERE s.incident = i.number)
ORDER BY i.number;

-- :name undelivered
SELECT DISTINCT TOP (100) CONCAT(N'inc-', s.incident) AS subject FROM step s WHERE s.state = N'pending' AND s.due_at_us < @DueBeforeUs AND s.is_timer = 0 ORDER BY subject;

-- :name dead_alert
SELECT TOP (100) id FROM inbox WHERE state = N'dead' ORDER BY id DESC;

-- :name dead_step
SELECT DISTINCT TOP (100) CONCAT(N'inc-', s.incident) AS subject FROM step s WHERE s.state = N'dead' ORDER BY subject;
