-- :name Add
INSERT INTO log_line (at_us, received_at_us, severity, service, host, trace_id, text)
VALUES (@AtUs, @ReceivedAtUs, @Severity, @Service, @Host, @TraceId, @Text);

-- :name Last
SELECT TOP (@Limit) at_us AS AtUs, severity AS Severity, service AS Service, host AS Host, trace_id AS TraceId, text AS Text
FROM log_line WHERE service IN @Services AND at_us BETWEEN @SinceUs AND @UntilUs
ORDER BY at_us DESC, position DESC;

-- :name DeleteOldest
-- Lines come in the order of their positions, so a look at the first ones is enough.
DELETE FROM log_line WHERE position IN (
    SELECT oldest.position FROM (SELECT TOP (@AtMost) position, received_at_us FROM log_line ORDER BY position) oldest
    WHERE oldest.received_at_us < @BeforeUs OR oldest.position <= (SELECT MAX(position) FROM log_line) - @Keep);
