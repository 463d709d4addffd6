-- Times are UTC microseconds. Keys are compared by the SHA-256 of their exact bytes. What is ordered as text is ordered by bytes.

CREATE TABLE inbox (
    id              TEXT COLLATE "C" PRIMARY KEY,   -- UUIDv7, the alert's id
    source          TEXT NOT NULL,
    sender          TEXT NOT NULL,                  -- key:NAME
    key_hash        BYTEA NOT NULL,
    alert           TEXT NOT NULL,                  -- canonical, redacted, JSON
    title           TEXT NOT NULL,
    dedup_key       TEXT NOT NULL,
    status          TEXT NOT NULL,                  -- firing, resolved
    received_at_us  BIGINT NOT NULL,
    state           TEXT NOT NULL,                  -- queued, decided, dead
    due_at_us       BIGINT NOT NULL,
    attempt         INTEGER NOT NULL DEFAULT 0,
    lease_until_us  BIGINT,
    fence           BIGINT NOT NULL DEFAULT 0,
    incident        BIGINT,
    decision        TEXT,
    decided_at_us   BIGINT,
    error           TEXT
);
CREATE INDEX inbox_queued ON inbox (due_at_us, id) WHERE state = 'queued';
CREATE INDEX inbox_key ON inbox (key_hash, id) WHERE state = 'queued';

-- Rolled-back numbers are not given again: nobody waits for another's transaction to get one.
CREATE SEQUENCE incident_number START 1001;

CREATE TABLE incident (
    number             BIGINT PRIMARY KEY,
    key_hash           BYTEA NOT NULL,
    source             TEXT NOT NULL,
    dedup_key          TEXT NOT NULL,
    episode            INTEGER NOT NULL,
    state              TEXT NOT NULL,
    is_private         BOOLEAN NOT NULL,
    title              TEXT NOT NULL,
    severity           INTEGER NOT NULL,
    type_label         TEXT,
    type_probability   DOUBLE PRECISION NOT NULL,
    type_source        TEXT NOT NULL,
    type_by            TEXT,
    type_at_us         BIGINT,
    type_is_likely     BOOLEAN NOT NULL,            -- else it starts no playbook
    team_label         TEXT,
    team_probability   DOUBLE PRECISION NOT NULL,
    team_source        TEXT NOT NULL,
    team_by            TEXT,
    team_at_us         BIGINT,
    decision           TEXT NOT NULL,
    trust              DOUBLE PRECISION NOT NULL,
    novelty            TEXT NOT NULL,
    location           TEXT NOT NULL,               -- JSON
    alert_count        INTEGER NOT NULL,
    opened_at_us       BIGINT NOT NULL,
    acknowledged_at_us BIGINT,
    resolved_at_us     BIGINT,
    model_version      TEXT,
    is_no_incident     BOOLEAN NOT NULL DEFAULT FALSE,
    has_room           BOOLEAN NOT NULL DEFAULT FALSE,
    version            BIGINT NOT NULL,
    UNIQUE (key_hash, episode)
);
-- At most one open public and one open private episode a key.
CREATE UNIQUE INDEX incident_open ON incident (key_hash, is_private) WHERE state IN ('open', 'acknowledged');
CREATE INDEX incident_state ON incident (state, number);

CREATE VIEW incident_row AS SELECT                  -- the names that the program uses
    number AS Number, key_hash AS KeyHash, source AS Source, dedup_key AS DedupKey, episode AS Episode, state AS State,
    is_private AS IsPrivate, title AS Title, severity AS Severity, type_label AS TypeLabel, type_probability AS TypeProbability,
    type_source AS TypeSource, type_by AS TypeBy, type_at_us AS TypeAtUs, type_is_likely AS TypeIsLikely, team_label AS TeamLabel, team_probability AS TeamProbability,
    team_source AS TeamSource, team_by AS TeamBy, team_at_us AS TeamAtUs, decision AS Decision, trust AS Trust, novelty AS Novelty,
    location AS Location, alert_count AS AlertCount, opened_at_us AS OpenedAtUs, acknowledged_at_us AS AcknowledgedAtUs,
    resolved_at_us AS ResolvedAtUs, model_version AS ModelVersion, is_no_incident AS IsNoIncident, has_room AS HasRoom, version AS Version
FROM incident;

CREATE TABLE incident_evidence (                    -- what the decision was made from, written once
    incident BIGINT PRIMARY KEY REFERENCES incident (number),
    alert_id TEXT NOT NULL,
    alert    TEXT NOT NULL,
    scores   TEXT NOT NULL,
    trace    TEXT NOT NULL
);

CREATE TABLE incident_instance (                    -- which of a group's alerts still fire
    incident BIGINT NOT NULL REFERENCES incident (number),
    instance TEXT NOT NULL,
    firing   BOOLEAN NOT NULL,
    PRIMARY KEY (incident, instance)
);

CREATE TABLE timeline (
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    id       TEXT PRIMARY KEY,
    incident BIGINT NOT NULL REFERENCES incident (number),
    at_us    BIGINT NOT NULL,
    who      TEXT NOT NULL,
    what     TEXT NOT NULL,
    why      TEXT NOT NULL,
    -- Positions are not committed in their order. Transactions below the oldest that still runs are all settled.
    tx       BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint
);
CREATE INDEX timeline_incident ON timeline (incident, position);
CREATE INDEX timeline_tx ON timeline (tx);

CREATE TABLE room (
    incident     BIGINT NOT NULL REFERENCES incident (number),
    connector    TEXT COLLATE "C" NOT NULL,
    name         TEXT NOT NULL,                     -- the intent, committed before the call
    name_attempt INTEGER NOT NULL DEFAULT 0,
    is_private   BOOLEAN NOT NULL,
    external_id  TEXT,                              -- null until it is there
    state        TEXT NOT NULL,                     -- planned, open, archived
    opened_at_us BIGINT,
    PRIMARY KEY (incident, connector, is_private),
    UNIQUE (connector, name)
);

CREATE TABLE responder (
    position      BIGINT GENERATED ALWAYS AS IDENTITY,
    incident      BIGINT NOT NULL REFERENCES incident (number),
    person        TEXT NOT NULL,
    role          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    invited_at_us BIGINT NOT NULL,
    joined_at_us  BIGINT,
    left_at_us    BIGINT,
    problem       TEXT,                             -- why the person could not be reached
    PRIMARY KEY (incident, person)
);

CREATE TABLE step (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident       BIGINT NOT NULL REFERENCES incident (number),
    connector      TEXT NOT NULL,
    action         TEXT NOT NULL,                   -- JSON
    is_timer       BOOLEAN NOT NULL,                -- timers do not hold up the steps behind them
    state          TEXT NOT NULL,                   -- pending, done, dead
    due_at_us      BIGINT NOT NULL,
    attempt        INTEGER NOT NULL DEFAULT 0,
    lease_until_us BIGINT,
    fence          BIGINT NOT NULL DEFAULT 0,
    done_at_us     BIGINT,
    error          TEXT
);
CREATE INDEX step_pending ON step (due_at_us, id) WHERE state = 'pending';
CREATE INDEX step_order ON step (incident, connector, id) WHERE state = 'pending';

CREATE TABLE label (                                -- what people said, with provenance
    position      BIGINT GENERATED ALWAYS AS IDENTITY,
    id            TEXT PRIMARY KEY,
    incident      BIGINT NOT NULL REFERENCES incident (number),
    kind          TEXT NOT NULL,                    -- confirmation, correction
    target        TEXT NOT NULL,                    -- owning_team, issue_type, severity, not_an_incident
    value         TEXT NOT NULL,
    by            TEXT NOT NULL,
    because       TEXT NOT NULL,
    at_us         BIGINT NOT NULL,
    model_version TEXT,
    model_answer  TEXT,
    probability   DOUBLE PRECISION
);
CREATE INDEX label_incident ON label (incident, position);

CREATE TABLE ticket (                               -- imported history
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    ticket   TEXT NOT NULL
);

CREATE TABLE api_key (
    name          TEXT COLLATE "C" PRIMARY KEY,
    hash          BYTEA NOT NULL UNIQUE,            -- SHA-256 of a key with 256 random bits
    scopes        TEXT NOT NULL,
    created_at_us BIGINT NOT NULL,
    revoked_at_us BIGINT
);

CREATE TABLE chat_room (                            -- the built-in chat
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    marker        TEXT NOT NULL UNIQUE,
    is_private    BOOLEAN NOT NULL,
    topic         TEXT NOT NULL DEFAULT '',
    is_archived   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at_us BIGINT NOT NULL
);

CREATE TABLE chat_member (
    room         TEXT NOT NULL REFERENCES chat_room (id),
    handle       TEXT COLLATE "C" NOT NULL,
    joined_at_us BIGINT NOT NULL,
    PRIMARY KEY (room, handle)
);

CREATE TABLE chat_message (
    position     BIGINT GENERATED ALWAYS AS IDENTITY,
    id           TEXT PRIMARY KEY,
    room         TEXT NOT NULL REFERENCES chat_room (id),
    marker       TEXT UNIQUE,                       -- what makes a repeated post the same post
    author       TEXT NOT NULL,
    text         TEXT NOT NULL,
    blocks       TEXT NOT NULL,
    posted_at_us BIGINT NOT NULL,
    edited_at_us BIGINT
);
CREATE INDEX chat_message_room ON chat_message (room, position);
