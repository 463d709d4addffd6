-- :name Add
INSERT INTO question (asked_by, text, team, place, asked_at_us) VALUES (@AskedBy, @Text, @Team, @Place, @AskedAtUs) RETURNING number;

-- :name Find
SELECT number AS Number, asked_by AS AskedBy, text AS Text, team AS Team, place AS Place, incident AS Incident, asked_at_us AS AskedAtUs FROM question WHERE number = @Number;

-- :name FindAt
SELECT number AS Number, asked_by AS AskedBy, text AS Text, team AS Team, place AS Place, incident AS Incident, asked_at_us AS AskedAtUs FROM question WHERE place = @Place ORDER BY number DESC LIMIT 1;

-- :name Opened
UPDATE question SET incident = @Incident WHERE number = @Number;
