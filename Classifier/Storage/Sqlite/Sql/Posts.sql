-- :name Save
INSERT INTO post (connector, room, message, incident, kind, posted_at_us) VALUES (@Connector, @Room, @Message, @Incident, @Kind, @PostedAtUs)
ON CONFLICT (connector, room, message) DO NOTHING;

-- :name Find
SELECT connector AS Connector, room AS Room, message AS Message, incident AS Incident, kind AS Kind, posted_at_us AS PostedAtUs FROM post WHERE connector = @Connector AND room = @Room AND message = @Message;

-- :name OfIncident
SELECT connector AS Connector, room AS Room, message AS Message, incident AS Incident, kind AS Kind, posted_at_us AS PostedAtUs FROM post WHERE incident = @Incident ORDER BY posted_at_us, message;
