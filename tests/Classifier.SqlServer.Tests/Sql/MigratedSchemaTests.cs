namespace Classifier.SqlServer.Tests.Sql;

public sealed class MigratedSchemaTests
{
    [Fact]
    public void Apply_StepByStep_EndsWithEachObjectOnce()
    {
        var schema = new MigratedSchema();
        foreach (var batch in (string[])[
            "CREATE TABLE a (x int NOT NULL); CREATE INDEX a_x ON a (x); CREATE TABLE b (y int NOT NULL); CREATE INDEX b_y ON b (y);",
            "CREATE VIEW v AS SELECT x AS X FROM a;",
            "INSERT INTO b (y) SELECT x FROM a; ALTER TABLE b ADD z int; DROP TABLE a; DROP INDEX b_y ON b; DROP VIEW v;",
            "CREATE VIEW v AS SELECT z AS Z FROM b;"])
            schema.Apply(batch);

        var made = schema.Statements.ToList();

        Assert.Equal(2, made.Count);
        Assert.Matches(@"CREATE TABLE b[\s\S]*y INT[\s\S]*z INT", made[0]);
        Assert.Matches(@"CREATE VIEW v[\s\S]*z AS Z", made[1]);
    }

    [Fact]
    public void Apply_WhatItDoesNotKnow_IsSaid() => Assert.Throws<NotSupportedException>(() => new MigratedSchema().Apply("CREATE TYPE t FROM int;"));
}
