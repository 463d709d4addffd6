-- :name Add
INSERT INTO ticket (id, ticket) VALUES (@Id, @Ticket) ON CONFLICT (id) DO NOTHING;

-- :name Read
SELECT ticket FROM ticket ORDER BY position;
