namespace Classifier.Faults.Chat;

/// <summary>A channel with what took effect in it.</summary>
/// <param name="Id">The tool's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">Carries our marker.</param>
/// <param name="IsArchived">Closed.</param>
/// <param name="IsOurs">Our bot made it.</param>
/// <param name="Members">Who is in.</param>
/// <param name="Markers">Of each post that has one, in order.</param>
internal sealed record ChannelEffects(string Id, string Name, string Purpose, bool IsArchived, bool IsOurs, IReadOnlyList<string> Members, IReadOnlyList<string> Markers);

/// <summary>Everything that took effect in the chat.</summary>
internal sealed record Effects(IReadOnlyList<ChannelEffects> Channels)
{
    public static Effects Of(FakeWorkspace workspace) => new([.. workspace.Channels.Select(c =>
        new ChannelEffects(c.Id, c.Name, c.Purpose, c.IsArchived, c.Creator == FakeWorkspace.Bot, [.. c.Members], [.. c.Posts.Select(p => p.Marker).OfType<string>()]))]);
}
