using System.CommandLine;
using Classifier.Models;
using Classifier.Training.Import;

namespace Classifier.Training.Verbs;

/// <summary>What all verbs share: the home, the clock, and how they end.</summary>
/// <param name="clock">Of the whole program.</param>
internal sealed class Verb(TimeProvider clock)
{
    private const int BadInput = 2;
    private const int Cancelled = 130;

    /// <summary>The option that every verb has.</summary>
    public Option<string?> HomeOption { get; } = new("--home")
    {
        Description = "Folder that relative paths start at; by default CLASSIFIER_HOME, else the repository.",
        Recursive = true,
    };

    public TimeProvider Clock => clock;

    public Home Home(ParseResult parsed) => Classifier.Home.Find(parsed.GetValue(HomeOption));

    public ModelStore Models(ParseResult parsed) => new(Home(parsed), clock);

    /// <summary>Reads history in a time zone.</summary>
    public HistoryReader Reader(TimeZoneInfo zone) => new(zone, clock);

    /// <summary>Makes a command whose body ends in code 0, or in 2 with one line for bad input.</summary>
    public static Command Of(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, CancellationToken, Task> body)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, body, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        try
        {
            await body(parsed, cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is InputException or ModelRefusedException or Storage.StorageSettingsException or Storage.StoreUnavailableException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException { InnerException: OperationCanceledException })
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("cancelled, nothing was written");
            return Cancelled;
        }
    }
}
