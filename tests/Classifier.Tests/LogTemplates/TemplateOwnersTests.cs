using System.Text;
using Classifier.LogTemplates;

namespace Classifier.Tests.LogTemplates;

public sealed class TemplateOwnersTests
{
    private const string Good = """[{"id":3,"tickets":61,"team":"data-platform","of_team":58},{"id":7,"tickets":1,"team":"hosting","of_team":1}]""";

    [Fact]
    public void Load_WhatWasWritten_IsTheSame()
    {
        using var file = new MemoryStream();
        Load(Good).Save(file);
        Assert.Equal(Good, Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public void Find_ATemplate_SaysHowOftenAndWithWhom()
    {
        var owners = Load(Good);
        Assert.Equal(["seen 61 times, 58 with data-platform", "seen once, with hosting", null], ((int[])[3, 7, 8]).Select(id => owners.Find(id)?.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("""[{"id":3,"tickets":2,"team":"a","of_team":3}]""")]
    [InlineData("""[{"id":3,"tickets":2,"team":"a","of_team":0}]""")]
    [InlineData("""[{"id":3,"tickets":2,"team":null,"of_team":1}]""")]
    [InlineData("""[{"id":3,"tickets":1,"team":"a","of_team":1},{"id":3,"tickets":1,"team":"b","of_team":1}]""")]
    public void Load_BadFile_IsRefused(string json) => Assert.Throws<InvalidDataException>(() => Load(json));

    private static TemplateOwners Load(string json)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return TemplateOwners.Load(file);
    }
}
