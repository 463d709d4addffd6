-- Questions whose owner was asked for, so that accept and reassign know what they are about.
CREATE TABLE question (
    number      bigint IDENTITY NOT NULL PRIMARY KEY,
    asked_by    nvarchar(max) NOT NULL,
    text        nvarchar(max) NOT NULL,
    team        nvarchar(max) NOT NULL,             -- what was answered
    place       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,     -- where: the tool and its ids; empty where a place has no ids
    incident    bigint REFERENCES incident (number),
    asked_at_us bigint NOT NULL
);
CREATE INDEX question_place ON question (place) WHERE place <> N'';
