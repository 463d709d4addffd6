-- :name Add
INSERT INTO label (id, incident, kind, target, value, [by], because, at_us, model_version, model_answer, probability)
VALUES (@Id, @Incident, @Kind, @Target, @Value, @By, @Because, @AtUs, @ModelVersion, @ModelAnswer, @Probability);

-- :name List
SELECT id AS Id, incident AS Incident, kind AS Kind, target AS Target, value AS Value, [by] AS [By], because AS Because, at_us AS AtUs,
       model_version AS ModelVersion, model_answer AS ModelAnswer, probability AS Probability
FROM label WHERE incident = @Incident ORDER BY position;

-- :name Labelled
-- The last word on each target of each incident, with the alert it was said about.
SELECT l.id AS Id, l.incident AS Incident, l.kind AS Kind, l.target AS Target, l.value AS Value, l.[by] AS [By], l.at_us AS AtUs, l.model_version AS ModelVersion,
       e.alert AS Alert, i.opened_at_us AS OpenedAtUs, i.resolved_at_us AS ResolvedAtUs,
       i.is_private AS IsPrivate
FROM label l
JOIN incident i ON i.number = l.incident
JOIN incident_evidence e ON e.incident = l.incident
WHERE l.target IN (N'owning_team', N'issue_type') AND i.is_no_incident = 0
  AND NOT EXISTS (SELECT 1 FROM label n WHERE n.incident = l.incident AND n.target = l.target AND n.position > l.position)
ORDER BY l.incident, l.target;

-- :name ActedOn
-- What the model was sure of and people took up: its answer, and the owner that people left it with.
SELECT TOP (@Limit) COALESCE((SELECT TOP (1) l.model_answer FROM label l WHERE l.incident = i.number AND l.target = N'owning_team' ORDER BY l.position DESC), i.team_label) AS Answer, i.team_label AS Final
FROM incident i
WHERE i.decision = N'act' AND i.team_source <> N'rule' AND i.team_label IS NOT NULL AND i.is_no_incident = 0 AND i.opened_at_us >= @SinceUs
  AND (i.team_source = N'person' OR (i.state = N'resolved' AND i.acknowledged_at_us IS NOT NULL))
ORDER BY i.number DESC;
