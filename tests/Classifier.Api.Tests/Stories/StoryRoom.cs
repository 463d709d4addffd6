namespace Classifier.Api.Tests.Stories;

/// <summary>A message in a story.</summary>
/// <param name="Id">The tool's.</param>
/// <param name="Author">A person's id, or <c>classifier</c>.</param>
/// <param name="Text">As people read it.</param>
/// <param name="Buttons">What they say; empty for none.</param>
/// <param name="ToAlone">Id of the one person who reads it; null for everybody in the room.</param>
internal sealed record StoryPost(string Id, string Author, string Text, IReadOnlyList<string> Buttons, string? ToAlone = null);

/// <summary>A room in a story.</summary>
/// <param name="Id">The tool's.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsPrivate">Members only.</param>
/// <param name="IsArchived">Closed.</param>
/// <param name="Topic">Empty for none.</param>
/// <param name="Members">Ids of people.</param>
/// <param name="Posts">Oldest first.</param>
internal sealed record StoryRoom(string Id, string Name, bool IsPrivate, bool IsArchived, string Topic, IReadOnlyList<string> Members, IReadOnlyList<StoryPost> Posts);
