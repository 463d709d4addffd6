using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>A rotation that is kept elsewhere could not be read.</summary>
internal sealed class FeedException(string message) : Exception(message);

/// <summary>A turn as it is kept elsewhere.</summary>
/// <param name="Names">What may tell who it is: mail address, handle, words.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant after it.</param>
internal sealed record FeedTurn(FeedNames Names, DateTimeOffset From, DateTimeOffset Until);

/// <summary>What a feed calls somebody; the first that the directory knows counts.</summary>
/// <param name="Handle">What they are called there.</param>
/// <param name="Mails">Addresses.</param>
/// <param name="Words">A name, or a title that holds one.</param>
internal sealed record FeedNames(string? Handle, IReadOnlyList<string> Mails, string Words);

/// <summary>Reads one kind of rotation that is kept elsewhere.</summary>
internal interface IReadsShifts
{
    FeedKind Kind { get; }

    /// <summary>What <see cref="Person.Handles"/> calls this tool.</summary>
    string Tool { get; }

    /// <summary>The turns that overlap a span.</summary>
    /// <exception cref="FeedException">It cannot be read; says why.</exception>
    Task<IReadOnlyList<FeedTurn>> ReadAsync(string address, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
