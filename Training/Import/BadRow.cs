namespace Classifier.Training.Import;

/// <summary>A row that cannot be taken.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Line">From 1; where the row begins.</param>
/// <param name="Reason">For people.</param>
internal sealed record BadRow(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>A row's value breaks a rule; caught where the line is known.</summary>
/// <param name="reason">For people.</param>
internal sealed class BadValueException(string reason) : Exception(reason);

/// <summary>Input that a verb cannot go on with; ends the program with code 2 and this one line.</summary>
/// <param name="message">Names file, line and reason.</param>
internal sealed class InputException(string message) : Exception(message);
