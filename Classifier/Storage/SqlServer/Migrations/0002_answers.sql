CREATE TABLE answer (                               -- what requests that take effect once were answered with
    key_hash      binary(32) NOT NULL PRIMARY KEY,  -- SHA-256 of who sent it and what it is known by
    request_hash  binary(32) NOT NULL,              -- SHA-256 of what was asked
    status        int,                              -- null while the first is in progress
    content_type  nvarchar(max),
    body          varbinary(max),
    expires_at_us bigint NOT NULL                   -- of a reservation also its fence
);
CREATE INDEX answer_expiry ON answer (expires_at_us);
