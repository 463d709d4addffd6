-- :name ReadsVersions
SELECT is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID();

-- :name LockSchema
-- Held until the transaction ends. Below 0: not given in time.
DECLARE @Given int;
EXEC @Given = sp_getapplock @Resource = N'classifier schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = @TimeoutMs;
SELECT @Given;

-- :name MakeVersions
IF OBJECT_ID(N'schema_version') IS NULL
    CREATE TABLE schema_version (version int NOT NULL PRIMARY KEY, applied_at datetime2 NOT NULL DEFAULT SYSUTCDATETIME());

-- :name Version
SELECT COALESCE(MAX(version), 0) FROM schema_version;

-- :name BackUp
-- Without a folder the file goes to the server's own one for backups. COPY_ONLY: the server's own chain of backups goes on as it was.
DECLARE @Database sysname = DB_NAME();
BACKUP DATABASE @Database TO DISK = @File WITH COPY_ONLY, CHECKSUM, INIT;

-- :name AddVersion
INSERT INTO schema_version (version) VALUES (@Number);

-- :name Mark
-- The marker of this transaction, in place of one whose commit is known.
DELETE FROM commit_marker WHERE id = @Settled;
INSERT INTO commit_marker OUTPUT inserted.id DEFAULT VALUES;

-- :name WasMarked
-- Waits for the transaction, should the server still be at it.
SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM commit_marker WITH (READCOMMITTEDLOCK, ROWLOCK) WHERE id = @Id) THEN 1 ELSE 0 END AS bit);

-- :name DeleteMarkers
-- Left by processes that ended, and by transactions that were rolled back.
DELETE FROM commit_marker WITH (READPAST, READCOMMITTEDLOCK, ROWLOCK) WHERE written_at < DATEADD(DAY, -1, SYSUTCDATETIME());

-- :name TryWrite
UPDATE ticket SET ticket = ticket WHERE position = -1;
