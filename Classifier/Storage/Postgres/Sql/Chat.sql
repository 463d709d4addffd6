-- :name FindByMarker
SELECT id AS Id, name AS Name, marker AS Marker, is_private AS IsPrivate, topic AS Topic, is_archived AS IsArchived FROM chat_room WHERE marker = @Marker;

-- :name Find
SELECT id AS Id, name AS Name, marker AS Marker, is_private AS IsPrivate, topic AS Topic, is_archived AS IsArchived FROM chat_room WHERE id = @Id;

-- :name Open
INSERT INTO chat_room (id, name, marker, is_private, topic, created_at_us) VALUES (@Id, @Name, @Marker, @IsPrivate, @Topic, @AtUs)
ON CONFLICT DO NOTHING;

-- :name Join
INSERT INTO chat_member (room, handle, joined_at_us) VALUES (@Room, @Handle, @AtUs) ON CONFLICT DO NOTHING;

-- :name Leave
DELETE FROM chat_member WHERE room = @Room AND handle = @Handle;

-- :name Members
SELECT handle FROM chat_member WHERE room = @Room ORDER BY joined_at_us, handle;

-- :name SetTopic
UPDATE chat_room SET topic = @Topic WHERE id = @Id;

-- :name Archive
UPDATE chat_room SET is_archived = TRUE WHERE id = @Id;

-- :name Reopen
UPDATE chat_room SET is_archived = FALSE WHERE id = @Id;

-- :name Post
INSERT INTO chat_message (id, room, marker, author, text, blocks, posted_at_us) VALUES (@Id, @Room, @Marker, @Author, @Text, @Blocks, @PostedAtUs)
ON CONFLICT (marker) DO NOTHING;

-- :name FindByMessageMarker
SELECT id FROM chat_message WHERE marker = @Marker;

-- :name Edit
UPDATE chat_message SET text = @Text, blocks = @Blocks, edited_at_us = @AtUs WHERE id = @Id;

-- :name FindMessage
SELECT id AS Id, room AS Room, author AS Author, text AS Text, blocks AS Blocks, posted_at_us AS PostedAtUs, edited_at_us AS EditedAtUs
FROM chat_message WHERE id = @Id AND room = @Room;

-- :name EditOwn
UPDATE chat_message SET text = @Text, edited_at_us = @AtUs WHERE id = @Id AND room = @Room AND author = @Author;

-- :name DeleteOwn
DELETE FROM chat_message WHERE id = @Id AND room = @Room AND author = @Author;

-- :name Messages
-- In the order they were written, which no clock and no id tells within one instant.
SELECT m.Id, m.Room, m.Author, m.Text, m.Blocks, m.PostedAtUs, m.EditedAtUs FROM (
    SELECT position, id AS Id, room AS Room, author AS Author, text AS Text, blocks AS Blocks, posted_at_us AS PostedAtUs, edited_at_us AS EditedAtUs
    FROM chat_message WHERE room = @Room ORDER BY position DESC LIMIT @Limit) m
ORDER BY m.position;
