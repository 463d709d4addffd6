CREATE TABLE champion (                         -- the promotion that all nodes follow
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    number         INTEGER NOT NULL,            -- of two promotions at once, one alone gets the next
    version        TEXT NOT NULL,
    previous       TEXT,
    promoted_at_us INTEGER NOT NULL
) STRICT;

CREATE TABLE model_part (                       -- the bytes of the champion and of the one before it
    version TEXT NOT NULL,
    file    TEXT NOT NULL,
    part    INTEGER NOT NULL,                   -- from 0
    bytes   BLOB NOT NULL,
    PRIMARY KEY (version, file, part)
) STRICT;
