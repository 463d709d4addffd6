-- :name undecided
SELECT id FROM inbox WHERE state = 'queued' AND due_at_us < @DueBeforeUs ORDER BY id LIMIT 100;

-- :name lost_incident
SELECT a.id FROM inbox a LEFT JOIN incident i ON i.number = a.incident
WHERE a.state = 'decided' AND i.number IS NULL AND (a.incident IS NOT NULL OR a.decision IS NOT NULL)
ORDER BY a.id LIMIT 100;

-- :name unplanned
-- Severity 0 is info, which is only stored.
SELECT 'inc-' || i.number FROM incident i
WHERE i.state IN ('open', 'acknowledged') AND i.severity > 0 AND NOT EXISTS (SELECT 1 FROM step s WHERE s.incident = i.number)
ORDER BY i.number LIMIT 100;

-- :name undelivered
SELECT DISTINCT 'inc-' || s.incident FROM step s WHERE s.state = 'pending' AND s.due_at_us < @DueBeforeUs AND is_timer = 0 ORDER BY 1 LIMIT 100;

-- :name dead_alert
SELECT id FROM inbox WHERE state = 'dead' ORDER BY id DESC LIMIT 100;

-- :name dead_step
SELECT DISTINCT 'inc-' || s.incident FROM step s WHERE s.state = 'dead' ORDER BY 1 LIMIT 100;
