CREATE TABLE log_line (                             -- what services log; the oldest are deleted
    position       bigint IDENTITY NOT NULL PRIMARY KEY,
    at_us          bigint NOT NULL,                 -- by the service's clock
    received_at_us bigint NOT NULL,                 -- by ours: what retention goes by
    severity       nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,   -- unspecified, trace, debug, info, warn, error, fatal
    service        nvarchar(450) COLLATE Latin1_General_100_BIN2 NOT NULL,
    host           nvarchar(max) NOT NULL,
    trace_id       nvarchar(max),
    text           nvarchar(max) NOT NULL
);
CREATE INDEX log_line_service ON log_line (service, at_us);
ALTER TABLE log_line SET (LOCK_ESCALATION = DISABLE);   -- retention deletes thousands at once, while lines come in
