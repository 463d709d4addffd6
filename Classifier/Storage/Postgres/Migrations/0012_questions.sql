-- Questions whose owner was asked for, so that accept and reassign know what they are about.
CREATE TABLE question (
    number      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_by    TEXT NOT NULL,
    text        TEXT NOT NULL,
    team        TEXT NOT NULL,                  -- what was answered
    place       TEXT COLLATE "C" NOT NULL,      -- where: the tool and its ids; empty where a place has no ids
    incident    BIGINT REFERENCES incident (number),
    asked_at_us BIGINT NOT NULL
);
CREATE INDEX question_place ON question (place) WHERE place <> '';
