-- What people mute while the service runs; planned maintenance stands in the directory.
CREATE TABLE mute (
    id         TEXT PRIMARY KEY,                -- UUIDv7
    condition  TEXT NOT NULL,                   -- JSON
    because    TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    set_at_us  INTEGER NOT NULL,
    from_us    INTEGER NOT NULL,
    until_us   INTEGER NOT NULL
) STRICT;
CREATE INDEX mute_until ON mute (until_us);

-- A muted alert waits in the inbox until its mute ends, and does not hold up what comes after it.
ALTER TABLE inbox ADD COLUMN muted_by TEXT;
CREATE INDEX inbox_muted ON inbox (due_at_us) WHERE state = 'muted';
