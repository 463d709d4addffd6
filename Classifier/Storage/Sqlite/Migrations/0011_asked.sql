-- Messages of ours that people answer below, or that are edited when their incident changes.
CREATE TABLE post (
    connector    TEXT NOT NULL,
    room         TEXT NOT NULL,    -- the tool's ids
    message      TEXT NOT NULL,
    incident     INTEGER NOT NULL REFERENCES incident (number),
    kind         TEXT NOT NULL,    -- brief, announcement, question
    posted_at_us INTEGER NOT NULL,
    PRIMARY KEY (connector, room, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_incident ON post (incident);

-- Who is asked for what is missing, as long as no answer has come.
ALTER TABLE incident ADD COLUMN asked TEXT;
DROP VIEW incident_row;
CREATE VIEW incident_row AS SELECT             -- the names that the program uses
    number AS Number, key_hash AS KeyHash, source AS Source, dedup_key AS DedupKey, episode AS Episode, state AS State,
    is_private AS IsPrivate, title AS Title, severity AS Severity, type_label AS TypeLabel, type_probability AS TypeProbability,
    type_source AS TypeSource, type_by AS TypeBy, type_at_us AS TypeAtUs, type_is_likely AS TypeIsLikely, team_label AS TeamLabel, team_probability AS TeamProbability,
    team_source AS TeamSource, team_by AS TeamBy, team_at_us AS TeamAtUs, decision AS Decision, trust AS Trust, novelty AS Novelty,
    location AS Location, alert_count AS AlertCount, opened_at_us AS OpenedAtUs, acknowledged_at_us AS AcknowledgedAtUs,
    resolved_at_us AS ResolvedAtUs, model_version AS ModelVersion, is_no_incident AS IsNoIncident, has_room AS HasRoom,
    merged_into AS MergedInto, snoozed_until_us AS SnoozedUntilUs, asked AS Asked, version AS Version
FROM incident;
CREATE INDEX incident_asked ON incident (asked) WHERE asked IS NOT NULL;
