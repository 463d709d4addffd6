namespace Classifier.Models;

/// <summary>A model's file is missing, damaged or of a format that is not known; nothing of the model was used.</summary>
public sealed class ModelRefusedException : Exception
{
    /// <param name="file">Name of the file that failed, e.g. <c>card.json</c>.</param>
    /// <param name="reason">What is wrong with it, for people.</param>
    /// <param name="inner">What reading it threw; null where a check failed.</param>
    public ModelRefusedException(string file, string reason, Exception? inner = null)
        : base($"{file}: {reason}", inner) => (File, Reason) = (file, reason);

    /// <summary>Name of the file that failed.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
