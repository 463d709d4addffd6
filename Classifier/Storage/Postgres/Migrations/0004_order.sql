-- What was last heard of each alert, so that late and repeated facts are told from news.
CREATE TABLE heard_alert (
    key_hash  BYTEA NOT NULL,
    instance  TEXT NOT NULL,                    -- which of a key's alerts; empty where the source knows one alone
    is_firing BOOLEAN NOT NULL,
    at_us     BIGINT NOT NULL,                  -- by the sender's clock
    PRIMARY KEY (key_hash, instance)
);

-- For the storm guard: what opened within the last minute.
CREATE INDEX incident_opened ON incident (opened_at_us);

-- What operators switch while the service runs, seen by all nodes.
CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL,
    set_by TEXT NOT NULL,
    at_us  BIGINT NOT NULL
);
