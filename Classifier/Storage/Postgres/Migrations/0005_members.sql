-- What an incident is made of: alerts of its own key, and of others that joined it.
CREATE TABLE incident_member (
    incident BIGINT NOT NULL REFERENCES incident (number),
    key_hash BYTEA NOT NULL,
    instance TEXT NOT NULL,                     -- which of the key's alerts; empty where the source knows one alone
    firing   BOOLEAN NOT NULL,
    PRIMARY KEY (incident, key_hash, instance)
);
CREATE INDEX incident_member_key ON incident_member (key_hash, incident);

-- A storm's instances began with their key.
INSERT INTO incident_member (incident, key_hash, instance, firing)
SELECT n.incident, CASE WHEN i.source = 'storm' THEN decode(substr(n.instance, 1, 64), 'hex') ELSE i.key_hash END, CASE WHEN i.source = 'storm' THEN substr(n.instance, 66) ELSE n.instance END, n.firing
FROM incident_instance n JOIN incident i ON i.number = n.incident;
DROP TABLE incident_instance;

ALTER TABLE incident ADD COLUMN merged_into BIGINT REFERENCES incident (number);
ALTER TABLE incident ADD COLUMN snoozed_until_us BIGINT;
DROP VIEW incident_row;
CREATE VIEW incident_row AS SELECT             -- the names that the program uses
    number AS Number, key_hash AS KeyHash, source AS Source, dedup_key AS DedupKey, episode AS Episode, state AS State,
    is_private AS IsPrivate, title AS Title, severity AS Severity, type_label AS TypeLabel, type_probability AS TypeProbability,
    type_source AS TypeSource, type_by AS TypeBy, type_at_us AS TypeAtUs, type_is_likely AS TypeIsLikely, team_label AS TeamLabel, team_probability AS TeamProbability,
    team_source AS TeamSource, team_by AS TeamBy, team_at_us AS TeamAtUs, decision AS Decision, trust AS Trust, novelty AS Novelty,
    location AS Location, alert_count AS AlertCount, opened_at_us AS OpenedAtUs, acknowledged_at_us AS AcknowledgedAtUs,
    resolved_at_us AS ResolvedAtUs, model_version AS ModelVersion, is_no_incident AS IsNoIncident, has_room AS HasRoom,
    merged_into AS MergedInto, snoozed_until_us AS SnoozedUntilUs, version AS Version
FROM incident;

-- What people said of two keys: that their alerts are one incident, or that they are not.
CREATE TABLE key_pair (
    first_hash  BYTEA NOT NULL,                  -- the smaller
    second_hash BYTEA NOT NULL,
    together    BOOLEAN NOT NULL,
    incident    BIGINT NOT NULL REFERENCES incident (number),      -- where it was said
    said_by     TEXT NOT NULL,
    at_us       BIGINT NOT NULL,
    PRIMARY KEY (first_hash, second_hash)
);

CREATE INDEX inbox_incident ON inbox (incident) WHERE incident IS NOT NULL;
