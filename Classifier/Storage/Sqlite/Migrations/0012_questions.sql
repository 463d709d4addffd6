-- Questions whose owner was asked for, so that accept and reassign know what they are about.
CREATE TABLE question (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_by    TEXT NOT NULL,
    text        TEXT NOT NULL,
    team        TEXT NOT NULL,                  -- what was answered
    place       TEXT NOT NULL,                  -- where: the tool and its ids; empty where a place has no ids
    incident    INTEGER REFERENCES incident (number),
    asked_at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX question_place ON question (place) WHERE place <> '';
