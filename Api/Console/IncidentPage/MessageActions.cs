using Classifier.Chat;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>What a reader may do with single messages of a room.</summary>
/// <param name="Reader">Who reads: what they wrote they may edit and delete.</param>
/// <param name="Note">Puts a message on the timeline.</param>
/// <param name="Edit">Replaces one's own words; false keeps them in the field.</param>
/// <param name="Delete">Deletes one's own message.</param>
public sealed record MessageActions(string Reader, Func<BuiltInMessage, Task> Note, Func<BuiltInMessage, string, Task<bool>> Edit, Func<BuiltInMessage, Task> Delete);
