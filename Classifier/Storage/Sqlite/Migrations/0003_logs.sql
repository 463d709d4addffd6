CREATE TABLE log_line (                         -- what services log; the oldest are deleted
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us          INTEGER NOT NULL,            -- by the service's clock
    received_at_us INTEGER NOT NULL,            -- by ours: what retention goes by
    severity       TEXT NOT NULL,               -- unspecified, trace, debug, info, warn, error, fatal
    service        TEXT NOT NULL,
    host           TEXT NOT NULL,
    trace_id       TEXT,
    text           TEXT NOT NULL
) STRICT;
CREATE INDEX log_line_service ON log_line (service, at_us);
