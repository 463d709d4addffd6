CREATE TABLE answer (                           -- what requests that take effect once were answered with
    key_hash      BLOB PRIMARY KEY,             -- SHA-256 of who sent it and what it is known by
    request_hash  BLOB NOT NULL,                -- SHA-256 of what was asked
    status        INTEGER,                      -- null while the first is in progress
    content_type  TEXT,
    body          BLOB,
    expires_at_us INTEGER NOT NULL              -- of a reservation also its fence
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_expiry ON answer (expires_at_us);
