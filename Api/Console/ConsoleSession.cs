using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Microsoft.AspNetCore.Components.Authorization;

namespace Classifier.Api.Console;

/// <summary>Who looks at a page: the signed-in person, with a person's rights and never a key's.</summary>
internal sealed class ConsoleSession(AuthenticationStateProvider states, CurrentDirectory directory)
{
    /// <summary>The person as actor; without rights where nobody is signed in.</summary>
    public async Task<Actor> ActorAsync() => Actor.Of((await states.GetAuthenticationStateAsync()).User, directory.Value);
}
