namespace Classifier.Training;

/// <summary>Told what long work is doing.</summary>
internal interface IProgressLog
{
    /// <summary>A step begins.</summary>
    void Step(string what);
}
