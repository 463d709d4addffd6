using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Classifier.Tests;

/// <summary>One way for data, one way for references.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Library = typeof(Home).Assembly;
    private static readonly Architecture Loaded = new ArchLoader().LoadAssemblies(Library).Build();

    private static readonly string[] DataFlow = ["Text", "Features", "LogTemplates", "Alerts", "Scoring", "Neighbours", "Decisions"];
    private static readonly string[] Below = ["Directories", "Incidents", "Responses", "Storage", "Chat", "Identity"];

    public static TheoryData<string, string> Pairs => [.. DataFlow.SelectMany(a => Below.Select(b => (a, b)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void FromAlertToDecision_SeesNothingBelow(string part, string below) =>
        Types().That().ResideInNamespaceMatching($@"^Classifier\.{part}(\..*)?$").Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Classifier\.{below}(\..*)?$")).WithoutRequiringPositiveResults().Check(Loaded);

    [Theory]
    [InlineData("Responses", "Chat")]
    [InlineData("Directories", "Incidents")]
    [InlineData("Directories", "Responses")]
    [InlineData("Incidents", "Responses")]
    [InlineData("Decisions", "Models")]
    [InlineData("Storage", "Models")]
    public void Part_DoesNotSee(string part, string other) =>
        Types().That().ResideInNamespaceMatching($@"^Classifier\.{part}(\..*)?$").Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Classifier\.{other}(\..*)?$")).Check(Loaded);

    [Theory]
    [InlineData("Classifier", "Microsoft.ML")]
    [InlineData("Classifier", "Microsoft.AspNetCore")]
    [InlineData("Classifier", "Classifier.Training")]
    [InlineData("Classifier", "Classifier.Api")]
    [InlineData("Api", "Microsoft.ML")]
    [InlineData("Training", "Microsoft.AspNetCore")]
    [InlineData("Training", "Classifier.Api")]
    public void Project_DoesNotReference(string project, string other)
    {
        var file = Directory.GetFiles(Path.Combine(Home.Find().Root, project), "*.csproj").Single();
        var text = File.ReadAllText(file);
        var assembly = project == "Classifier" ? Library.GetReferencedAssemblies().Select(a => a.Name!) : [];

        Assert.DoesNotContain($"\"{other}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/{other}.csproj", text, StringComparison.Ordinal);
        Assert.DoesNotContain(assembly, name => name.StartsWith(other, StringComparison.Ordinal));
    }

    [Fact]
    public void Api_BuildsTrainingWithoutReferencingIt()
    {
        var text = File.ReadAllText(Path.Combine(Home.Find().Root, "Api", "Classifier.Api.csproj"));

        Assert.Matches("Classifier.Training.csproj\" ReferenceOutputAssembly=\"false\"", text);
    }

    [Fact]
    public void Library_HasNoMutableStatics()
    {
        var mutable = Library.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Classifier", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal) && t.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f is { IsInitOnly: false, IsLiteral: false } && !f.Name.Contains('<', StringComparison.Ordinal) && f.DeclaringType!.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Where(f => !typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(f.DeclaringType))     // generated caches
            .Select(f => $"{f.DeclaringType!.FullName}.{f.Name}");

        Assert.Empty(mutable);
    }
}
