-- :name FindOpen
-- Held until the transaction ends, so that facts about an incident wait for each other.
SELECT * FROM incident_row WITH (UPDLOCK, ROWLOCK) WHERE KeyHash = @KeyHash AND IsPrivate = @IsPrivate AND State IN (N'open', N'acknowledged');

-- :name FindNewest
SELECT TOP (1) number FROM incident WHERE key_hash = @KeyHash ORDER BY is_private DESC, number DESC;

-- :name FindLast
SELECT TOP (1) * FROM incident_row WHERE KeyHash = @KeyHash AND IsPrivate = @IsPrivate AND State = N'resolved' ORDER BY Number DESC;

-- :name Heard
SELECT is_firing AS IsFiring, at_us AS AtUs FROM heard_alert WHERE key_hash = @KeyHash AND instance_hash = CAST(HASHBYTES('SHA2_256', @Instance) AS binary(32));

-- :name Hear
UPDATE heard_alert SET is_firing = @IsFiring, at_us = @AtUs
WHERE key_hash = @KeyHash AND instance_hash = CAST(HASHBYTES('SHA2_256', @Instance) AS binary(32));
IF @@ROWCOUNT = 0
    INSERT INTO heard_alert (key_hash, instance, is_firing, at_us) VALUES (@KeyHash, @Instance, @IsFiring, @AtUs);

-- :name NextEpisode
SELECT COALESCE(MAX(episode), 0) + 1 FROM incident WHERE key_hash = @KeyHash;

-- :name NextNumber
SELECT NEXT VALUE FOR incident_number;

-- :name Add
INSERT INTO incident (
    number, key_hash, source, dedup_key, episode, state, is_private, title, severity,
    type_label, type_probability, type_source, type_by, type_at_us, type_is_likely, team_label, team_probability, team_source, team_by, team_at_us,
    decision, trust, novelty, location, alert_count, opened_at_us, acknowledged_at_us, resolved_at_us, model_version, is_no_incident, has_room, version)
VALUES (
    @Number, @KeyHash, @Source, @DedupKey, @Episode, @State, @IsPrivate, @Title, @Severity,
    @TypeLabel, @TypeProbability, @TypeSource, @TypeBy, @TypeAtUs, @TypeIsLikely, @TeamLabel, @TeamProbability, @TeamSource, @TeamBy, @TeamAtUs,
    @Decision, @Trust, @Novelty, @Location, @AlertCount, @OpenedAtUs, @AcknowledgedAtUs, @ResolvedAtUs, @ModelVersion, @IsNoIncident, @HasRoom, @Version);

-- :name Update
UPDATE incident SET
    state = @State, severity = @Severity, is_private = @IsPrivate,
    type_label = @TypeLabel, type_probability = @TypeProbability, type_source = @TypeSource, type_by = @TypeBy, type_at_us = @TypeAtUs, type_is_likely = @TypeIsLikely,
    team_label = @TeamLabel, team_probability = @TeamProbability, team_source = @TeamSource, team_by = @TeamBy, team_at_us = @TeamAtUs,
    alert_count = @AlertCount, acknowledged_at_us = @AcknowledgedAtUs, resolved_at_us = @ResolvedAtUs, is_no_incident = @IsNoIncident,
    has_room = @HasRoom, version = @Version
WHERE number = @Number AND version = @Version - 1;

-- :name AddEvidence
INSERT INTO incident_evidence (incident, alert_id, alert, scores, trace) VALUES (@Incident, @AlertId, @Alert, @Scores, @Trace);

-- :name Evidence
SELECT alert_id AS AlertId, alert AS Alert, scores AS Scores, trace AS Trace FROM incident_evidence WHERE incident = @Incident;

-- :name AddEvent
INSERT INTO timeline (id, incident, at_us, who, what, why) VALUES (@Id, @Incident, @AtUs, @Who, @What, @Why);

-- :name SetInstance
UPDATE incident_instance SET firing = @Firing
WHERE incident = @Incident AND instance_hash = CAST(HASHBYTES('SHA2_256', @Instance) AS binary(32));
IF @@ROWCOUNT = 0
    INSERT INTO incident_instance (incident, instance, firing) VALUES (@Incident, @Instance, @Firing);

-- :name CountFiring
SELECT COUNT(*) FROM incident_instance WHERE incident = @Incident AND firing = 1;

-- :name HasInstance
SELECT CAST(CASE WHEN EXISTS (
    SELECT 1 FROM incident_instance WHERE incident = @Incident AND instance_hash = CAST(HASHBYTES('SHA2_256', @Instance) AS binary(32))) THEN 1 ELSE 0 END AS bit);

-- :name CountRooms
-- Severity 4 is critical.
SELECT COUNT(*) FROM incident WHERE opened_at_us > @SinceUs AND has_room = 1 AND is_private = 0 AND severity < 4;

-- :name SaveRoom
UPDATE room SET name = @Name, name_attempt = @NameAttempt, external_id = @ExternalId, state = @State, opened_at_us = @OpenedAtUs
WHERE incident = @Incident AND connector = @Connector AND is_private = @IsPrivate;
IF @@ROWCOUNT = 0
    INSERT INTO room (incident, connector, name, name_attempt, is_private, external_id, state, opened_at_us)
    VALUES (@Incident, @Connector, @Name, @NameAttempt, @IsPrivate, @ExternalId, @State, @OpenedAtUs);

-- :name SaveResponder
UPDATE responder SET role = @Role, reason = @Reason, invited_at_us = @InvitedAtUs, joined_at_us = @JoinedAtUs, left_at_us = @LeftAtUs, problem = @Problem
WHERE incident = @Incident AND person = @Person;
IF @@ROWCOUNT = 0
    INSERT INTO responder (incident, person, role, reason, invited_at_us, joined_at_us, left_at_us, problem)
    VALUES (@Incident, @Person, @Role, @Reason, @InvitedAtUs, @JoinedAtUs, @LeftAtUs, @Problem);

-- :name Find
SELECT * FROM incident_row WHERE Number = @Number;

-- :name FindToChange
SELECT * FROM incident_row WITH (UPDLOCK, ROWLOCK) WHERE Number = @Number;

-- :name List
SELECT TOP (@Limit) * FROM incident_row
WHERE State IN @States AND (@Before IS NULL OR Number < @Before)
  AND (@ResolvedSinceUs IS NULL OR ResolvedAtUs IS NULL OR ResolvedAtUs >= @ResolvedSinceUs)
ORDER BY Number DESC;

-- :name Timeline
SELECT id AS Id, at_us AS AtUs, who AS Who, what AS What, why AS Why FROM timeline WHERE incident = @Incident ORDER BY at_us, position;

-- :name Rooms
SELECT incident AS Incident, connector AS Connector, name AS Name, name_attempt AS NameAttempt, is_private AS IsPrivate, external_id AS ExternalId,
       state AS State, opened_at_us AS OpenedAtUs
FROM room WHERE incident IN @Incidents ORDER BY incident, connector;

-- :name Responders
SELECT incident AS Incident, person AS Person, role AS Role, reason AS Reason, invited_at_us AS InvitedAtUs, joined_at_us AS JoinedAtUs,
       left_at_us AS LeftAtUs, problem AS Problem
FROM responder WHERE incident IN @Incidents ORDER BY incident, invited_at_us, position;

-- :name RespondersToChange
SELECT incident AS Incident, person AS Person, role AS Role, reason AS Reason, invited_at_us AS InvitedAtUs, joined_at_us AS JoinedAtUs,
       left_at_us AS LeftAtUs, problem AS Problem
FROM responder WITH (UPDLOCK, ROWLOCK) WHERE incident = @Incident ORDER BY invited_at_us, position;

-- :name FindByRoom
SELECT incident FROM room WHERE connector = @Connector AND external_id = @ExternalId;

-- :name PrivateOf
SELECT number FROM incident WHERE number IN @Numbers AND is_private = 1;

-- :name Changed
-- Every change of an incident adds to its timeline in the same transaction. A position is a row's version, and only what is below the
-- oldest that is not settled is read: nothing is ever committed behind it. Asked first and alone: what is settled then, the next
-- statement sees.
DECLARE @Settled binary(8) = MIN_ACTIVE_ROWVERSION();
SELECT c.incident AS Incident, MAX(c.position) AS Position, COUNT(*) AS Events
FROM (
    SELECT TOP (@Limit) t.incident, CAST(t.changed AS bigint) AS position FROM timeline t
    WHERE t.changed > CAST(@After AS binary(8)) AND t.changed < @Settled
    ORDER BY t.changed) c
GROUP BY c.incident ORDER BY Position;

-- :name Ended
SELECT * FROM incident_row WHERE Number IN @Numbers AND State = N'resolved';

-- :name EndedWith
-- The first alert, and what a person said last on closing.
SELECT e.incident AS Incident, e.alert AS Alert,
       (SELECT TOP (1) t.why FROM timeline t WHERE t.incident = e.incident AND t.what = N'resolved' AND t.who <> N'classifier' ORDER BY t.position DESC) AS Said
FROM incident_evidence e WHERE e.incident IN @Numbers;
