-- :name Save
INSERT INTO post (connector, room, message, incident, kind, posted_at_us)
SELECT @Connector, @Room, @Message, @Incident, @Kind, @PostedAtUs
WHERE NOT EXISTS (SELECT 1 FROM post WITH (UPDLOCK, HOLDLOCK) WHERE connector = @Connector AND room = @Room AND message = @Message);

-- :name Find
SELECT connector AS Connector, room AS Room, message AS Message, incident AS Incident, kind AS Kind, posted_at_us AS PostedAtUs FROM post WHERE connector = @Connector AND room = @Room AND message = @Message;

-- :name OfIncident
SELECT connector AS Connector, room AS Room, message AS Message, incident AS Incident, kind AS Kind, posted_at_us AS PostedAtUs FROM post WHERE incident = @Incident ORDER BY posted_at_us, message;
