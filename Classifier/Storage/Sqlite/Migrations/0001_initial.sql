-- Times are UTC microseconds. Keys are compared by the SHA-256 of their exact bytes.

CREATE TABLE inbox (
    id              TEXT PRIMARY KEY,           -- UUIDv7, the alert's id
    source          TEXT NOT NULL,
    sender          TEXT NOT NULL,              -- key:NAME
    key_hash        BLOB NOT NULL,
    alert           TEXT NOT NULL,              -- canonical, redacted, JSON
    title           TEXT NOT NULL,
    dedup_key       TEXT NOT NULL,
    status          TEXT NOT NULL,              -- firing, resolved
    received_at_us  INTEGER NOT NULL,
    state           TEXT NOT NULL,              -- queued, decided, dead
    due_at_us       INTEGER NOT NULL,
    attempt         INTEGER NOT NULL DEFAULT 0,
    lease_until_us  INTEGER,
    fence           INTEGER NOT NULL DEFAULT 0,
    incident        INTEGER,
    decision        TEXT,
    decided_at_us   INTEGER,
    error           TEXT
) STRICT;
CREATE INDEX inbox_queued ON inbox (due_at_us, id) WHERE state = 'queued';
CREATE INDEX inbox_key ON inbox (key_hash, id) WHERE state = 'queued';

CREATE TABLE incident (
    number             INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash           BLOB NOT NULL,
    source             TEXT NOT NULL,
    dedup_key          TEXT NOT NULL,
    episode            INTEGER NOT NULL,
    state              TEXT NOT NULL,
    is_private         INTEGER NOT NULL,
    title              TEXT NOT NULL,
    severity           INTEGER NOT NULL,
    type_label         TEXT,
    type_probability   REAL NOT NULL,
    type_source        TEXT NOT NULL,
    type_by            TEXT,
    type_at_us         INTEGER,
    type_is_likely     INTEGER NOT NULL,        -- else it starts no playbook
    team_label         TEXT,
    team_probability   REAL NOT NULL,
    team_source        TEXT NOT NULL,
    team_by            TEXT,
    team_at_us         INTEGER,
    decision           TEXT NOT NULL,
    trust              REAL NOT NULL,
    novelty            TEXT NOT NULL,
    location           TEXT NOT NULL,           -- JSON
    alert_count        INTEGER NOT NULL,
    opened_at_us       INTEGER NOT NULL,
    acknowledged_at_us INTEGER,
    resolved_at_us     INTEGER,
    model_version      TEXT,
    is_no_incident     INTEGER NOT NULL DEFAULT 0,
    has_room           INTEGER NOT NULL DEFAULT 0,
    version            INTEGER NOT NULL,
    UNIQUE (key_hash, episode)
) STRICT;
-- At most one open public and one open private episode a key.
CREATE UNIQUE INDEX incident_open ON incident (key_hash, is_private) WHERE state IN ('open', 'acknowledged');
CREATE INDEX incident_state ON incident (state, number);
INSERT INTO sqlite_sequence (name, seq) VALUES ('incident', 1000);

CREATE VIEW incident_row AS SELECT             -- the names that the program uses
    number AS Number, key_hash AS KeyHash, source AS Source, dedup_key AS DedupKey, episode AS Episode, state AS State,
    is_private AS IsPrivate, title AS Title, severity AS Severity, type_label AS TypeLabel, type_probability AS TypeProbability,
    type_source AS TypeSource, type_by AS TypeBy, type_at_us AS TypeAtUs, type_is_likely AS TypeIsLikely, team_label AS TeamLabel, team_probability AS TeamProbability,
    team_source AS TeamSource, team_by AS TeamBy, team_at_us AS TeamAtUs, decision AS Decision, trust AS Trust, novelty AS Novelty,
    location AS Location, alert_count AS AlertCount, opened_at_us AS OpenedAtUs, acknowledged_at_us AS AcknowledgedAtUs,
    resolved_at_us AS ResolvedAtUs, model_version AS ModelVersion, is_no_incident AS IsNoIncident, has_room AS HasRoom, version AS Version
FROM incident;

CREATE TABLE incident_evidence (                -- what the decision was made from, written once
    incident INTEGER PRIMARY KEY REFERENCES incident (number),
    alert_id TEXT NOT NULL,
    alert    TEXT NOT NULL,
    scores   TEXT NOT NULL,
    trace    TEXT NOT NULL
) STRICT;

CREATE TABLE incident_instance (                -- which of a group's alerts still fire
    incident INTEGER NOT NULL REFERENCES incident (number),
    instance TEXT NOT NULL,
    firing   INTEGER NOT NULL,
    PRIMARY KEY (incident, instance)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline (
    id       TEXT PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (number),
    at_us    INTEGER NOT NULL,
    who      TEXT NOT NULL,
    what     TEXT NOT NULL,
    why      TEXT NOT NULL
) STRICT;
CREATE INDEX timeline_incident ON timeline (incident, id);

CREATE TABLE room (
    incident     INTEGER NOT NULL REFERENCES incident (number),
    connector    TEXT NOT NULL,
    name         TEXT NOT NULL,                 -- the intent, committed before the call
    name_attempt INTEGER NOT NULL DEFAULT 0,
    is_private   INTEGER NOT NULL,
    external_id  TEXT,                          -- null until it is there
    state        TEXT NOT NULL,                 -- planned, open, archived
    opened_at_us INTEGER,
    PRIMARY KEY (incident, connector, is_private),
    UNIQUE (connector, name)
) STRICT;

CREATE TABLE responder (
    incident      INTEGER NOT NULL REFERENCES incident (number),
    person        TEXT NOT NULL,
    role          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    invited_at_us INTEGER NOT NULL,
    joined_at_us  INTEGER,
    left_at_us    INTEGER,
    problem       TEXT,                         -- why the person could not be reached
    PRIMARY KEY (incident, person)
) STRICT;

CREATE TABLE step (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    incident       INTEGER NOT NULL REFERENCES incident (number),
    connector      TEXT NOT NULL,
    action         TEXT NOT NULL,               -- JSON
    is_timer       INTEGER NOT NULL,            -- timers do not hold up the steps behind them
    state          TEXT NOT NULL,               -- pending, done, dead
    due_at_us      INTEGER NOT NULL,
    attempt        INTEGER NOT NULL DEFAULT 0,
    lease_until_us INTEGER,
    fence          INTEGER NOT NULL DEFAULT 0,
    done_at_us     INTEGER,
    error          TEXT
) STRICT;
CREATE INDEX step_pending ON step (due_at_us, id) WHERE state = 'pending';
CREATE INDEX step_order ON step (incident, connector, id) WHERE state = 'pending';

CREATE TABLE label (                            -- what people said, with provenance
    id            TEXT PRIMARY KEY,
    incident      INTEGER NOT NULL REFERENCES incident (number),
    kind          TEXT NOT NULL,                -- confirmation, correction
    target        TEXT NOT NULL,                -- owning_team, issue_type, severity, not_an_incident
    value         TEXT NOT NULL,
    by            TEXT NOT NULL,
    because       TEXT NOT NULL,
    at_us         INTEGER NOT NULL,
    model_version TEXT,
    model_answer  TEXT,
    probability   REAL
) STRICT;
CREATE INDEX label_incident ON label (incident, id);

CREATE TABLE ticket (                           -- imported history
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    ticket   TEXT NOT NULL
) STRICT;

CREATE TABLE api_key (
    name          TEXT PRIMARY KEY,
    hash          BLOB NOT NULL UNIQUE,         -- SHA-256 of a key with 256 random bits
    scopes        TEXT NOT NULL,
    created_at_us INTEGER NOT NULL,
    revoked_at_us INTEGER
) STRICT;

CREATE TABLE chat_room (                        -- the built-in chat
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    marker     TEXT NOT NULL UNIQUE,
    is_private INTEGER NOT NULL,
    topic      TEXT NOT NULL DEFAULT '',
    is_archived INTEGER NOT NULL DEFAULT 0,
    created_at_us INTEGER NOT NULL
) STRICT;

CREATE TABLE chat_member (
    room         TEXT NOT NULL REFERENCES chat_room (id),
    handle       TEXT NOT NULL,
    joined_at_us INTEGER NOT NULL,
    PRIMARY KEY (room, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_message (
    id           TEXT PRIMARY KEY,
    room         TEXT NOT NULL REFERENCES chat_room (id),
    marker       TEXT UNIQUE,                   -- what makes a repeated post the same post
    author       TEXT NOT NULL,
    text         TEXT NOT NULL,
    blocks       TEXT NOT NULL,
    posted_at_us INTEGER NOT NULL,
    edited_at_us INTEGER
) STRICT;
CREATE INDEX chat_message_room ON chat_message (room);
