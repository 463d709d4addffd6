-- What was last heard of each alert, so that late and repeated facts are told from news.
CREATE TABLE heard_alert (
    key_hash      binary(32) NOT NULL,
    instance      nvarchar(max) NOT NULL,           -- which of a key's alerts; empty where the source knows one alone
    instance_hash AS CAST(HASHBYTES('SHA2_256', instance) AS binary(32)) PERSISTED NOT NULL,
    is_firing     bit NOT NULL,
    at_us         bigint NOT NULL,                  -- by the sender's clock
    PRIMARY KEY (key_hash, instance_hash)
);

-- For the storm guard: what opened within the last minute.
CREATE INDEX incident_opened ON incident (opened_at_us);

-- What operators switch while the service runs, seen by all nodes.
CREATE TABLE setting (
    name   nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    value  nvarchar(max) NOT NULL,
    set_by nvarchar(max) NOT NULL,
    at_us  bigint NOT NULL
);
