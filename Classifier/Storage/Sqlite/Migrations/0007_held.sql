-- What a source sent and could not be mapped, redacted: mapped anew when its file is mended.
CREATE TABLE held_payload (
    id      TEXT PRIMARY KEY,                   -- UUIDv7
    payload TEXT NOT NULL                       -- JSON
) STRICT;

ALTER TABLE inbox ADD COLUMN held TEXT REFERENCES held_payload (id);
ALTER TABLE inbox ADD COLUMN held_item INTEGER;          -- which item of the payload; null for all of it
CREATE INDEX inbox_held ON inbox (held) WHERE held IS NOT NULL;

-- For retention.
CREATE INDEX inbox_decided ON inbox (decided_at_us) WHERE state = 'decided';
CREATE INDEX incident_ended ON incident (resolved_at_us) WHERE state IN ('resolved', 'merged');
