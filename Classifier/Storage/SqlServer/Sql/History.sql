-- :name Add
INSERT INTO ticket (id, ticket)
SELECT @Id, @Ticket
WHERE NOT EXISTS (SELECT 1 FROM ticket WHERE id_hash = CAST(HASHBYTES('SHA2_256', @Id) AS binary(32)));

-- :name Read
SELECT ticket FROM ticket ORDER BY position;
