namespace Classifier.LogTemplates;

/// <summary>What a character does in a log line.</summary>
[Flags]
internal enum CharKinds : byte
{
    /// <summary>Punctuation that stands alone.</summary>
    None = 0,

    /// <summary>Belongs to a chunk.</summary>
    Chunk = 1,

    /// <summary>A letter or <c>_</c>.</summary>
    Letter = 2,

    /// <summary>0 to 9.</summary>
    Digit = 4,

    /// <summary>Belongs to a chunk and is no hexadecimal digit.</summary>
    NotHex = 8,

    /// <summary>White space.</summary>
    Blank = 16,

    /// <summary>Half of a surrogate pair.</summary>
    Half = 32,
}
