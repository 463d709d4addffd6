namespace Classifier.Training.Samples;

/// <summary>How much the author of a ticket knows.</summary>
internal enum Knowledge
{
    /// <summary>What is broken and where in the system.</summary>
    Particulars,

    /// <summary>The kind of problem, but not whose part of the system it is in.</summary>
    Kind,

    /// <summary>Only that what they work with does not work, wherever the cause is; often somebody attached log lines.</summary>
    Symptom,
}
