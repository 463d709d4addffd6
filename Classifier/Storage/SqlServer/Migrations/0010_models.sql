CREATE TABLE champion (                             -- the promotion that all nodes follow
    id             int NOT NULL PRIMARY KEY CHECK (id = 1),
    number         bigint NOT NULL,                 -- of two promotions at once, one alone gets the next
    version        nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    previous       nvarchar(100) COLLATE Latin1_General_100_BIN2,
    promoted_at_us bigint NOT NULL
);

CREATE TABLE model_part (                           -- the bytes of the champion and of the one before it
    version nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [file]  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    part    int NOT NULL,                           -- from 0
    bytes   varbinary(max) NOT NULL,
    PRIMARY KEY (version, [file], part)
);
