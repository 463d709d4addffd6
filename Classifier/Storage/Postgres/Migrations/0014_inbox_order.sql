-- Of one key the oldest comes first. Alerts that nobody has claimed yet stand in their order anyway: only the others are looked up by
-- key, so that what is accepted adds to the ends of its indexes alone.
DROP INDEX inbox_key;
CREATE INDEX inbox_tried ON inbox (key_hash, id) WHERE state = 'queued' AND (attempt > 0 OR due_at_us > received_at_us);
