using Classifier.Api.Incidents;
using Classifier.Api.Operations;
using Classifier.Directories;

namespace Classifier.Api.Chat;

/// <summary>
/// Who has a mail address in the directory and no handle for a chat tool that knows its people by mail is looked up there: soon
/// after the start or a change of the directory, and once an hour where nobody was found.
/// </summary>
internal sealed class HandleLookup(ConnectorSet connectors, CurrentDirectory directory, TimeProvider clock, ILogger<HandleLookup> logger) : PeriodicWorker(Every, clock)
{
    private const string Mail = "mail";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromHours(1);
    private readonly Dictionary<(string Tool, string Mail), string> _found = [];
    private readonly Dictionary<(string Tool, string Mail), DateTimeOffset> _tried = [];

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var before = _found.Count;
        foreach (var tool in connectors.Names.Select(connectors.Get).Where(c => c is ILooksUpPeople))
        {
            foreach (var person in directory.Value.Parts.People.Where(p => !p.Handles.ContainsKey(tool.Name)))
                await LookUpAsync(tool, person, cancellationToken);
        }
        if (_found.Count > before)
            directory.Learn(new Dictionary<(string, string), string>(_found));
    }

    private async Task LookUpAsync(IChatConnector tool, Person person, CancellationToken cancellationToken)
    {
        if (!person.Handles.TryGetValue(Mail, out var mail) || (_tried.TryGetValue((tool.Name, mail), out var at) && Clock.GetUtcNow() - at < BetweenTries))
            return;
        _tried[(tool.Name, mail)] = Clock.GetUtcNow();
        try
        {
            if (await ((ILooksUpPeople)tool).FindByMailAsync(mail, cancellationToken) is { } handle)
                _found[(tool.Name, mail)] = handle;
            else
                logger.NotFoundByMail(person.Id, tool.Name);
        }
        catch (ChatException error)
        {
            logger.NotLookedUp(person.Id, tool.Name, error.Message);
            if (error.IsTransient)
                _tried[(tool.Name, mail)] = Clock.GetUtcNow() - BetweenTries + (error.RetryAfter ?? TimeSpan.FromMinutes(1));
        }
    }
}
