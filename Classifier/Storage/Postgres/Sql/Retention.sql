-- :name old_alerts
DELETE FROM inbox WHERE id IN (
    SELECT a.id FROM inbox a LEFT JOIN incident i ON i.number = a.incident
    WHERE a.state = 'decided' AND a.decided_at_us < @BeforeUs AND (i.number IS NULL OR i.state IN ('resolved', 'merged'))
    ORDER BY a.decided_at_us LIMIT @Count);

-- :name old_heard
DELETE FROM heard_alert WHERE NOT is_firing AND at_us < @BeforeUs;

-- :name old_mutes
DELETE FROM mute WHERE until_us < @BeforeUs;

-- :name old_questions
DELETE FROM question WHERE asked_at_us < @BeforeUs AND incident IS NULL;

-- :name old_payloads
DELETE FROM held_payload WHERE NOT EXISTS (SELECT 1 FROM inbox a WHERE a.held = held_payload.id);

-- :name ended
-- A merged incident goes with the one that it lives on in, which may still be open.
SELECT i.number FROM incident i LEFT JOIN incident j ON j.number = i.merged_into
WHERE (i.state = 'resolved' AND i.resolved_at_us < @BeforeUs) OR (i.state = 'merged' AND j.state = 'resolved' AND j.resolved_at_us < @BeforeUs)
ORDER BY i.number LIMIT @Count;

-- :name labels
DELETE FROM label WHERE incident = ANY(@Numbers);

-- :name steps
DELETE FROM step WHERE incident = ANY(@Numbers);

-- :name chat_messages
DELETE FROM chat_message WHERE room IN (SELECT external_id FROM room WHERE connector = 'builtin' AND incident = ANY(@Numbers));

-- :name chat_members
DELETE FROM chat_member WHERE room IN (SELECT external_id FROM room WHERE connector = 'builtin' AND incident = ANY(@Numbers));

-- :name chat_rooms
DELETE FROM chat_room WHERE id IN (SELECT external_id FROM room WHERE connector = 'builtin' AND incident = ANY(@Numbers));

-- :name posts
DELETE FROM post WHERE incident = ANY(@Numbers);

-- :name questions
DELETE FROM question WHERE incident = ANY(@Numbers);

-- :name rooms
DELETE FROM room WHERE incident = ANY(@Numbers);

-- :name responders
DELETE FROM responder WHERE incident = ANY(@Numbers);

-- :name timeline
DELETE FROM timeline WHERE incident = ANY(@Numbers);

-- :name members
DELETE FROM incident_member WHERE incident = ANY(@Numbers);

-- :name evidence
DELETE FROM incident_evidence WHERE incident = ANY(@Numbers);

-- :name pairs
DELETE FROM key_pair WHERE incident = ANY(@Numbers);

-- :name merged
UPDATE incident SET merged_into = NULL WHERE merged_into = ANY(@Numbers);

-- :name alerts
DELETE FROM inbox WHERE incident = ANY(@Numbers);

-- :name incidents
DELETE FROM incident WHERE number = ANY(@Numbers);
