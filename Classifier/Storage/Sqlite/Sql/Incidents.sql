-- :name FindOpen
SELECT * FROM incident_row WHERE KeyHash = @KeyHash AND IsPrivate = @IsPrivate AND State IN ('open', 'acknowledged');

-- :name FindOpenWith
-- Rather the incident that has this very alert, then its key's own. A storm takes in nothing by itself.
SELECT * FROM incident_row WHERE State IN ('open', 'acknowledged') AND Number = (
    SELECT i.number FROM incident_member m JOIN incident i ON i.number = m.incident
    WHERE m.key_hash = @KeyHash AND i.is_private = @IsPrivate AND i.state IN ('open', 'acknowledged') AND i.source <> 'storm'
    ORDER BY (m.instance = @Instance) DESC, (i.key_hash = @KeyHash) DESC, i.number DESC LIMIT 1);

-- :name HasOpen
SELECT EXISTS (SELECT 1 FROM incident_member m JOIN incident i ON i.number = m.incident
    WHERE m.key_hash = @KeyHash AND i.state IN ('open', 'acknowledged') AND i.source <> 'storm');

-- :name FindAllOpenWith
SELECT * FROM incident_row WHERE State IN ('open', 'acknowledged') AND Number IN (
    SELECT i.number FROM incident_member m JOIN incident i ON i.number = m.incident
    WHERE m.key_hash = @KeyHash AND i.state IN ('open', 'acknowledged') AND i.source <> 'storm')
ORDER BY IsPrivate, Number;

-- :name FindNewest
SELECT number FROM incident WHERE key_hash = @KeyHash ORDER BY is_private DESC, number DESC LIMIT 1;

-- :name FindLast
SELECT * FROM incident_row WHERE Number = (
    SELECT i.number FROM incident_member m JOIN incident i ON i.number = m.incident
    WHERE m.key_hash = @KeyHash AND i.is_private = @IsPrivate AND i.state = 'resolved' AND i.source <> 'storm'
    ORDER BY i.number DESC LIMIT 1);

-- :name Heard
SELECT is_firing AS IsFiring, at_us AS AtUs FROM heard_alert WHERE key_hash = @KeyHash AND instance = @Instance;

-- :name Hear
INSERT INTO heard_alert (key_hash, instance, is_firing, at_us) VALUES (@KeyHash, @Instance, @IsFiring, @AtUs)
ON CONFLICT (key_hash, instance) DO UPDATE SET is_firing = excluded.is_firing, at_us = excluded.at_us;

-- :name NextEpisode
SELECT COALESCE(MAX(episode), 0) + 1 FROM incident WHERE key_hash = @KeyHash;

-- :name NextNumber
SELECT seq + 1 FROM sqlite_sequence WHERE name = 'incident';

-- :name Add
INSERT INTO incident (
    number, key_hash, source, dedup_key, episode, state, is_private, title, severity,
    type_label, type_probability, type_source, type_by, type_at_us, type_is_likely, team_label, team_probability, team_source, team_by, team_at_us,
    decision, trust, novelty, location, alert_count, opened_at_us, acknowledged_at_us, resolved_at_us, model_version, is_no_incident, has_room, asked, version)
VALUES (
    @Number, @KeyHash, @Source, @DedupKey, @Episode, @State, @IsPrivate, @Title, @Severity,
    @TypeLabel, @TypeProbability, @TypeSource, @TypeBy, @TypeAtUs, @TypeIsLikely, @TeamLabel, @TeamProbability, @TeamSource, @TeamBy, @TeamAtUs,
    @Decision, @Trust, @Novelty, @Location, @AlertCount, @OpenedAtUs, @AcknowledgedAtUs, @ResolvedAtUs, @ModelVersion, @IsNoIncident, @HasRoom, @Asked, @Version);

-- :name Update
UPDATE incident SET
    state = @State, severity = @Severity, is_private = @IsPrivate,
    type_label = @TypeLabel, type_probability = @TypeProbability, type_source = @TypeSource, type_by = @TypeBy, type_at_us = @TypeAtUs, type_is_likely = @TypeIsLikely,
    team_label = @TeamLabel, team_probability = @TeamProbability, team_source = @TeamSource, team_by = @TeamBy, team_at_us = @TeamAtUs,
    decision = @Decision, trust = @Trust, novelty = @Novelty, location = @Location, asked = @Asked,
    alert_count = @AlertCount, acknowledged_at_us = @AcknowledgedAtUs, resolved_at_us = @ResolvedAtUs, is_no_incident = @IsNoIncident,
    has_room = @HasRoom, merged_into = @MergedInto, snoozed_until_us = @SnoozedUntilUs, version = @Version
WHERE number = @Number AND version = @Version - 1;

-- :name AddEvidence
INSERT INTO incident_evidence (incident, alert_id, alert, scores, trace) VALUES (@Incident, @AlertId, @Alert, @Scores, @Trace);

-- :name ReplaceEvidence
UPDATE incident_evidence SET alert = @Alert, scores = @Scores, trace = @Trace WHERE incident = @Incident;

-- :name Evidence
SELECT alert_id AS AlertId, alert AS Alert, scores AS Scores, trace AS Trace FROM incident_evidence WHERE incident = @Incident;

-- :name AddEvent
INSERT INTO timeline (id, incident, at_us, who, what, why) VALUES (@Id, @Incident, @AtUs, @Who, @What, @Why);

-- :name SetFiring
INSERT INTO incident_member (incident, key_hash, instance, firing) VALUES (@Incident, @KeyHash, @Instance, 1)
ON CONFLICT (incident, key_hash, instance) DO UPDATE SET firing = excluded.firing;

-- :name SetEnded
-- Where the source knows one alert of a key alone, its end is the end of all.
UPDATE incident_member SET firing = 0 WHERE incident = @Incident AND key_hash = @KeyHash AND (@Instance IS NULL OR instance = @Instance);

-- :name CountFiring
SELECT COUNT(*) FROM incident_member WHERE incident = @Incident AND firing = 1;

-- :name HasMember
SELECT EXISTS (SELECT 1 FROM incident_member WHERE incident = @Incident AND key_hash = @KeyHash AND instance = @Instance);

-- :name CopyMembers
INSERT INTO incident_member (incident, key_hash, instance, firing)
SELECT @Into, key_hash, instance, firing FROM incident_member WHERE incident = @From
ON CONFLICT (incident, key_hash, instance) DO UPDATE SET firing = MAX(firing, excluded.firing);

-- :name MoveMember
UPDATE incident_member SET incident = @Into WHERE incident = @From AND key_hash = @KeyHash AND instance = @Instance;

-- :name CountRooms
-- Severity 4 is critical.
SELECT COUNT(*) FROM incident WHERE opened_at_us > @SinceUs AND has_room = 1 AND is_private = 0 AND severity < 4;

-- :name SaveRoom
INSERT INTO room (incident, connector, name, name_attempt, is_private, external_id, state, opened_at_us)
VALUES (@Incident, @Connector, @Name, @NameAttempt, @IsPrivate, @ExternalId, @State, @OpenedAtUs)
ON CONFLICT (incident, connector, is_private) DO UPDATE SET
    name = excluded.name, name_attempt = excluded.name_attempt, external_id = excluded.external_id, state = excluded.state, opened_at_us = excluded.opened_at_us;

-- :name SaveResponder
INSERT INTO responder (incident, person, role, reason, invited_at_us, joined_at_us, left_at_us, problem)
VALUES (@Incident, @Person, @Role, @Reason, @InvitedAtUs, @JoinedAtUs, @LeftAtUs, @Problem)
ON CONFLICT (incident, person) DO UPDATE SET
    role = excluded.role, reason = excluded.reason, invited_at_us = excluded.invited_at_us, joined_at_us = excluded.joined_at_us,
    left_at_us = excluded.left_at_us, problem = excluded.problem;

-- :name Find
SELECT * FROM incident_row WHERE Number = @Number;

-- :name FindToChange
SELECT * FROM incident_row WHERE Number = @Number;

-- :name List
SELECT * FROM incident_row
WHERE State IN @States AND (@Before IS NULL OR Number < @Before)
  AND (@ResolvedSinceUs IS NULL OR ResolvedAtUs IS NULL OR ResolvedAtUs >= @ResolvedSinceUs)
  AND (@OpenedSinceUs IS NULL OR OpenedAtUs >= @OpenedSinceUs)
ORDER BY Number DESC LIMIT @Limit;

-- :name Timeline
-- What a private incident was told of others is nobody else's, should it be made public: the others may have become private.
SELECT t.id AS Id, t.at_us AS AtUs, t.who AS Who, t.what AS What, t.why AS Why FROM timeline t
WHERE t.incident = @Incident AND NOT (t.what = 'beside' AND EXISTS (SELECT 1 FROM incident i WHERE i.number = t.incident AND i.is_private = 0))
ORDER BY t.at_us, t.rowid;

-- :name Moments
SELECT id AS Id, incident AS Incident, at_us AS AtUs, who AS Who, what AS What, why AS Why
FROM timeline WHERE incident IN @Incidents AND (who <> 'classifier' OR what = 'room_opened');

-- :name Rooms
SELECT incident AS Incident, connector AS Connector, name AS Name, name_attempt AS NameAttempt, is_private AS IsPrivate, external_id AS ExternalId,
       state AS State, opened_at_us AS OpenedAtUs
FROM room WHERE incident IN @Incidents ORDER BY incident, connector;

-- :name RoomsOf
SELECT incident AS Incident, connector AS Connector, name AS Name, name_attempt AS NameAttempt, is_private AS IsPrivate, external_id AS ExternalId,
       state AS State, opened_at_us AS OpenedAtUs
FROM room WHERE incident = @Incident ORDER BY connector;

-- :name Responders
SELECT incident AS Incident, person AS Person, role AS Role, reason AS Reason, invited_at_us AS InvitedAtUs, joined_at_us AS JoinedAtUs,
       left_at_us AS LeftAtUs, problem AS Problem
FROM responder WHERE incident IN @Incidents ORDER BY incident, invited_at_us, rowid;

-- :name RespondersToChange
SELECT incident AS Incident, person AS Person, role AS Role, reason AS Reason, invited_at_us AS InvitedAtUs, joined_at_us AS JoinedAtUs,
       left_at_us AS LeftAtUs, problem AS Problem
FROM responder WHERE incident = @Incident ORDER BY invited_at_us, rowid;

-- :name FindAsked
SELECT * FROM incident_row WHERE Asked = @Person AND State IN ('open', 'acknowledged') ORDER BY Number;

-- :name FindByRoom
-- The room that it had before it was made private, or public, is its room no more.
SELECT r.incident FROM room r JOIN incident i ON i.number = r.incident AND i.is_private = r.is_private
WHERE r.connector = @Connector AND r.external_id = @ExternalId;

-- :name PrivateOf
SELECT number FROM incident WHERE number IN @Numbers AND is_private = 1;

-- :name Changed
-- Every change of an incident adds to its timeline in the same transaction. With one writer, rows are committed in their order.
SELECT incident AS Incident, MAX(position) AS Position, COUNT(*) AS Events
FROM (SELECT incident, rowid AS position FROM timeline WHERE rowid > @After ORDER BY rowid LIMIT @Limit)
GROUP BY incident ORDER BY Position;

-- :name Ended
SELECT * FROM incident_row WHERE Number IN @Numbers AND State = 'resolved';

-- :name EndedWith
-- The first alert, and what a person said last on closing.
SELECT e.incident AS Incident, e.alert AS Alert,
       (SELECT t.why FROM timeline t WHERE t.incident = e.incident AND t.what = 'resolved' AND t.who <> 'classifier' ORDER BY t.rowid DESC LIMIT 1) AS Said
FROM incident_evidence e WHERE e.incident IN @Numbers;

-- :name Recent
SELECT * FROM incident_row
WHERE OpenedAtUs >= @SinceUs AND IsPrivate = @IsPrivate AND State IN ('open', 'acknowledged') AND Source <> 'storm'
ORDER BY OpenedAtUs DESC LIMIT @Limit;

-- :name Pair
SELECT together AS Together, incident AS Incident FROM key_pair WHERE first_hash = @First AND second_hash = @Second;

-- :name SavePair
INSERT INTO key_pair (first_hash, second_hash, together, incident, said_by, at_us) VALUES (@First, @Second, @Together, @Incident, @By, @AtUs)
ON CONFLICT (first_hash, second_hash) DO UPDATE SET together = excluded.together, incident = excluded.incident, said_by = excluded.said_by, at_us = excluded.at_us;
