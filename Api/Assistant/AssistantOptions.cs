using Classifier.Api.Identity;

namespace Classifier.Api.Assistant;

/// <summary>Section <c>Assistant</c> of the configuration: a language model, never needed.</summary>
internal sealed record AssistantOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Assistant";

    /// <summary>Base address of an OpenAI-compatible API, such as <c>http://127.0.0.1:11434/v1</c>, or of an Azure OpenAI resource; without it there is no assistant.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><see cref="Endpoint"/> is an Azure OpenAI resource, and <see cref="Model"/> one of its deployments.</summary>
    public bool IsAzure { get; init; }

    /// <summary>The model's name.</summary>
    public string? Model { get; init; }

    /// <summary>The API's key; servers of one's own often want none.</summary>
    public string? Key { get; init; }

    /// <summary>A file that holds the key; <see cref="Key"/> goes first.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How long one answer may take with all that is looked up for it; then the template answers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a streamed answer may stand still once it has begun; then the template answers.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the model may be told of private incidents too; its host then reads them.</summary>
    public bool SeesPrivate { get; init; }

    /// <summary>The key; an empty one is none.</summary>
    public string KeyText() => Key is { Length: > 0 } text ? text : KeyFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : "none";

    /// <summary>Says what is wrong with the section.</summary>
    /// <exception cref="UnsafeDefaultsException">It cannot hold.</exception>
    public void Check()
    {
        if (Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new UnsafeDefaultsException($"Assistant:Endpoint is no address: {Endpoint}.");
        if (Endpoint.Scheme == Uri.UriSchemeHttp && !Endpoint.IsLoopback)
            throw new UnsafeDefaultsException($"Assistant:Endpoint {Endpoint} is neither https nor on this machine: what the model is told would be readable on the way.");
        if (string.IsNullOrWhiteSpace(Model))
            throw new UnsafeDefaultsException("Assistant:Endpoint is set, but Assistant:Model is not.");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(2))
            throw new UnsafeDefaultsException($"Assistant:Timeout is {Timeout}; it has to be above zero and at most two minutes.");
        if (LongestPause <= TimeSpan.Zero || LongestPause > TimeSpan.FromMinutes(2))
            throw new UnsafeDefaultsException($"Assistant:LongestPause is {LongestPause}; it has to be above zero and at most two minutes.");
    }
}
