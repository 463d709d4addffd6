-- The schema as the other databases have it after this number; later migrations have the same numbers and names as theirs.
-- Times are UTC microseconds. Keys are compared by the SHA-256 of their exact bytes: SQL Server's own comparison takes no notice of
-- trailing blanks, and its keys have a greatest length. Text that is compared or ordered otherwise has a length and goes by code units.

-- What a source sent and could not be mapped, redacted: mapped anew when its file is mended.
CREATE TABLE held_payload (
    id      nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,          -- UUIDv7
    payload nvarchar(max) NOT NULL                      -- JSON
);

CREATE TABLE inbox (
    id              nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,  -- UUIDv7, the alert's id
    source          nvarchar(max) NOT NULL,
    sender          nvarchar(max) NOT NULL,             -- key:NAME
    key_hash        binary(32) NOT NULL,
    alert           nvarchar(max) NOT NULL,             -- canonical, redacted, JSON
    title           nvarchar(max) NOT NULL,
    dedup_key       nvarchar(max) NOT NULL,
    status          nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,              -- firing, resolved
    received_at_us  bigint NOT NULL,
    state           nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,              -- queued, decided, dead, muted
    due_at_us       bigint NOT NULL,
    attempt         int NOT NULL DEFAULT 0,
    lease_until_us  bigint,
    fence           bigint NOT NULL DEFAULT 0,
    incident        bigint,
    decision        nvarchar(max),
    decided_at_us   bigint,
    error           nvarchar(max),
    muted_by        nvarchar(450) COLLATE Latin1_General_100_BIN2,                      -- it waits until this mute ends
    held            nvarchar(36) COLLATE Latin1_General_100_BIN2 REFERENCES held_payload (id),
    held_item       int                                 -- which item of the payload; null for all of it
);
CREATE INDEX inbox_queued ON inbox (due_at_us, id) WHERE state = N'queued';
CREATE INDEX inbox_key ON inbox (key_hash, id) WHERE state = N'queued';
CREATE INDEX inbox_incident ON inbox (incident) WHERE incident IS NOT NULL;
CREATE INDEX inbox_muted ON inbox (due_at_us) WHERE state = N'muted';
CREATE INDEX inbox_held ON inbox (held) WHERE held IS NOT NULL;
CREATE INDEX inbox_decided ON inbox (decided_at_us) WHERE state = N'decided';
-- A claim locks what it looks at; thousands of rows must not become one lock on all of them.
ALTER TABLE inbox SET (LOCK_ESCALATION = DISABLE);

-- Rolled-back numbers are not given again: nobody waits for another's transaction to get one. Without a cache a crash skips none.
CREATE SEQUENCE incident_number AS bigint START WITH 1001 NO CACHE;

CREATE TABLE incident (
    number             bigint NOT NULL PRIMARY KEY,
    key_hash           binary(32) NOT NULL,
    source             nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    dedup_key          nvarchar(max) NOT NULL,
    episode            int NOT NULL,
    state              nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    is_private         bit NOT NULL,
    title              nvarchar(max) NOT NULL,
    severity           int NOT NULL,
    type_label         nvarchar(max),
    type_probability   float NOT NULL,
    type_source        nvarchar(max) NOT NULL,
    type_by            nvarchar(max),
    type_at_us         bigint,
    type_is_likely     bit NOT NULL,                    -- else it starts no playbook
    team_label         nvarchar(max),
    team_probability   float NOT NULL,
    team_source        nvarchar(max) NOT NULL,
    team_by            nvarchar(max),
    team_at_us         bigint,
    decision           nvarchar(max) NOT NULL,
    trust              float NOT NULL,
    novelty            nvarchar(max) NOT NULL,
    location           nvarchar(max) NOT NULL,          -- JSON
    alert_count        int NOT NULL,
    opened_at_us       bigint NOT NULL,
    acknowledged_at_us bigint,
    resolved_at_us     bigint,
    model_version      nvarchar(max),
    is_no_incident     bit NOT NULL DEFAULT 0,
    has_room           bit NOT NULL DEFAULT 0,
    merged_into        bigint REFERENCES incident (number),
    snoozed_until_us   bigint,
    version            bigint NOT NULL,
    UNIQUE (key_hash, episode)
);
-- At most one open public and one open private episode a key.
CREATE UNIQUE INDEX incident_open ON incident (key_hash, is_private) WHERE state IN (N'open', N'acknowledged');
CREATE INDEX incident_state ON incident (state, number);
CREATE INDEX incident_opened ON incident (opened_at_us);        -- for the storm guard: what opened within the last minute
CREATE INDEX incident_ended ON incident (resolved_at_us) WHERE state IN (N'resolved', N'merged');
GO

CREATE VIEW incident_row AS SELECT                  -- the names that the program uses
    number AS Number, key_hash AS KeyHash, source AS Source, dedup_key AS DedupKey, episode AS Episode, state AS State,
    is_private AS IsPrivate, title AS Title, severity AS Severity, type_label AS TypeLabel, type_probability AS TypeProbability,
    type_source AS TypeSource, type_by AS TypeBy, type_at_us AS TypeAtUs, type_is_likely AS TypeIsLikely, team_label AS TeamLabel, team_probability AS TeamProbability,
    team_source AS TeamSource, team_by AS TeamBy, team_at_us AS TeamAtUs, decision AS Decision, trust AS Trust, novelty AS Novelty,
    location AS Location, alert_count AS AlertCount, opened_at_us AS OpenedAtUs, acknowledged_at_us AS AcknowledgedAtUs,
    resolved_at_us AS ResolvedAtUs, model_version AS ModelVersion, is_no_incident AS IsNoIncident, has_room AS HasRoom,
    merged_into AS MergedInto, snoozed_until_us AS SnoozedUntilUs, version AS Version
FROM incident;
GO

CREATE TABLE incident_evidence (                    -- what the decision was made from, written once
    incident bigint NOT NULL PRIMARY KEY REFERENCES incident (number),
    alert_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    alert    nvarchar(max) NOT NULL,
    scores   nvarchar(max) NOT NULL,
    trace    nvarchar(max) NOT NULL
);

CREATE TABLE incident_member (                      -- what an incident is made of: alerts of its own key, and of others that joined it
    incident      bigint NOT NULL REFERENCES incident (number),
    key_hash      binary(32) NOT NULL,
    instance      nvarchar(max) NOT NULL,           -- which of the key's alerts; empty where the source knows one alone
    instance_hash AS CAST(HASHBYTES('SHA2_256', instance) AS binary(32)) PERSISTED NOT NULL,
    firing        bit NOT NULL,
    PRIMARY KEY (incident, key_hash, instance_hash)
);
CREATE INDEX incident_member_key ON incident_member (key_hash, incident);

CREATE TABLE key_pair (                             -- what people said of two keys: that their alerts are one incident, or that they are not
    first_hash  binary(32) NOT NULL,                -- the smaller
    second_hash binary(32) NOT NULL,
    together    bit NOT NULL,
    incident    bigint NOT NULL REFERENCES incident (number),           -- where it was said
    said_by     nvarchar(max) NOT NULL,
    at_us       bigint NOT NULL,
    PRIMARY KEY (first_hash, second_hash)
);

CREATE TABLE timeline (
    position bigint IDENTITY NOT NULL,
    id       nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    incident bigint NOT NULL REFERENCES incident (number),
    at_us    bigint NOT NULL,
    who      nvarchar(max) NOT NULL,
    what     nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    why      nvarchar(max) NOT NULL,
    -- Positions are not committed in their order. The server knows below which row version all transactions are settled.
    changed  rowversion NOT NULL
);
CREATE INDEX timeline_incident ON timeline (incident, position);
CREATE INDEX timeline_changed ON timeline (changed);

CREATE TABLE room (
    incident     bigint NOT NULL REFERENCES incident (number),
    connector    nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    name         nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL,    -- the intent, committed before the call
    name_attempt int NOT NULL DEFAULT 0,
    is_private   bit NOT NULL,
    external_id  nvarchar(450) COLLATE Latin1_General_100_BIN2,             -- null until it is there
    state        nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,     -- planned, open, archived
    opened_at_us bigint,
    PRIMARY KEY (incident, connector, is_private),
    UNIQUE (connector, name)
);

CREATE TABLE responder (
    position      bigint IDENTITY NOT NULL,
    incident      bigint NOT NULL REFERENCES incident (number),
    person        nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    role          nvarchar(max) NOT NULL,
    reason        nvarchar(max) NOT NULL,
    invited_at_us bigint NOT NULL,
    joined_at_us  bigint,
    left_at_us    bigint,
    problem       nvarchar(max),                    -- why the person could not be reached
    PRIMARY KEY (incident, person)
);

CREATE TABLE step (
    id             bigint IDENTITY NOT NULL PRIMARY KEY,
    incident       bigint NOT NULL REFERENCES incident (number),
    connector      nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    action         nvarchar(max) NOT NULL,          -- JSON
    is_timer       bit NOT NULL,                    -- timers do not hold up the steps behind them
    state          nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,   -- pending, done, dead
    due_at_us      bigint NOT NULL,
    attempt        int NOT NULL DEFAULT 0,
    lease_until_us bigint,
    fence          bigint NOT NULL DEFAULT 0,
    done_at_us     bigint,
    error          nvarchar(max)
);
CREATE INDEX step_pending ON step (due_at_us, id) WHERE state = N'pending';
CREATE INDEX step_order ON step (incident, connector, id) WHERE state = N'pending';
ALTER TABLE step SET (LOCK_ESCALATION = DISABLE);

CREATE TABLE label (                                -- what people said, with provenance
    position      bigint IDENTITY NOT NULL,
    id            nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    incident      bigint NOT NULL REFERENCES incident (number),
    kind          nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,    -- confirmation, correction
    target        nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,   -- owning_team, issue_type, severity, not_an_incident
    value         nvarchar(max) NOT NULL,
    [by]          nvarchar(max) NOT NULL,
    because       nvarchar(max) NOT NULL,
    at_us         bigint NOT NULL,
    model_version nvarchar(max),
    model_answer  nvarchar(max),
    probability   float
);
CREATE INDEX label_incident ON label (incident, position);

CREATE TABLE ticket (                               -- imported history
    position bigint IDENTITY NOT NULL PRIMARY KEY,
    id       nvarchar(max) NOT NULL,
    id_hash  AS CAST(HASHBYTES('SHA2_256', id) AS binary(32)) PERSISTED NOT NULL UNIQUE,
    ticket   nvarchar(max) NOT NULL
);

CREATE TABLE api_key (
    name          nvarchar(450) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    hash          binary(32) NOT NULL UNIQUE,       -- SHA-256 of a key with 256 random bits
    scopes        nvarchar(max) NOT NULL,
    created_at_us bigint NOT NULL,
    revoked_at_us bigint
);

CREATE TABLE chat_room (                            -- the built-in chat
    id            nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    name          nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL UNIQUE,
    marker        nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL UNIQUE,
    is_private    bit NOT NULL,
    topic         nvarchar(max) NOT NULL DEFAULT N'',
    is_archived   bit NOT NULL DEFAULT 0,
    created_at_us bigint NOT NULL
);

CREATE TABLE chat_member (
    room         nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES chat_room (id),
    handle       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    joined_at_us bigint NOT NULL,
    PRIMARY KEY (room, handle)
);

CREATE TABLE chat_message (
    position     bigint IDENTITY NOT NULL,
    id           nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    room         nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES chat_room (id),
    marker       nvarchar(450) COLLATE Latin1_General_100_BIN2,             -- what makes a repeated post the same post
    author       nvarchar(max) NOT NULL,
    text         nvarchar(max) NOT NULL,
    blocks       nvarchar(max) NOT NULL,
    posted_at_us bigint NOT NULL,
    edited_at_us bigint
);
CREATE INDEX chat_message_room ON chat_message (room, position);
CREATE UNIQUE INDEX chat_message_marker ON chat_message (marker) WHERE marker IS NOT NULL;

CREATE TABLE answer (                               -- what requests that take effect once were answered with
    key_hash      binary(32) NOT NULL PRIMARY KEY,  -- SHA-256 of who sent it and what it is known by
    request_hash  binary(32) NOT NULL,              -- SHA-256 of what was asked
    status        int,                              -- null while the first is in progress
    content_type  nvarchar(max),
    body          varbinary(max),
    expires_at_us bigint NOT NULL                   -- of a reservation also its fence
);
CREATE INDEX answer_expiry ON answer (expires_at_us);

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

-- What was last heard of each alert, so that late and repeated facts are told from news.
CREATE TABLE heard_alert (
    key_hash      binary(32) NOT NULL,
    instance      nvarchar(max) NOT NULL,           -- which of a key's alerts; empty where the source knows one alone
    instance_hash AS CAST(HASHBYTES('SHA2_256', instance) AS binary(32)) PERSISTED NOT NULL,
    is_firing     bit NOT NULL,
    at_us         bigint NOT NULL,                  -- by the sender's clock
    PRIMARY KEY (key_hash, instance_hash)
);

-- What operators switch while the service runs, seen by all nodes.
CREATE TABLE setting (
    name   nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    value  nvarchar(max) NOT NULL,
    set_by nvarchar(max) NOT NULL,
    at_us  bigint NOT NULL
);

-- What people mute while the service runs; planned maintenance stands in the directory.
CREATE TABLE mute (
    id         nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,       -- UUIDv7
    condition  nvarchar(max) NOT NULL,              -- JSON
    because    nvarchar(max) NOT NULL,
    set_by     nvarchar(max) NOT NULL,
    set_at_us  bigint NOT NULL,
    from_us    bigint NOT NULL,
    until_us   bigint NOT NULL
);
CREATE INDEX mute_until ON mute (until_us);

-- One row for each transaction whose commit may still have to be looked up.
CREATE TABLE commit_marker (
    id         bigint IDENTITY NOT NULL PRIMARY KEY,
    written_at datetime2 NOT NULL DEFAULT SYSUTCDATETIME()
);
