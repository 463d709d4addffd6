namespace Classifier.Features;

/// <summary>A feature space of its own: what a word says depends on the field it stands in.</summary>
/// <remarks>The numbers are part of every stored hash: never renumber, only add (below 16).</remarks>
public enum FeatureBlock
{
    /// <summary>Words of the title and pairs of them.</summary>
    TitleWords = 0,

    /// <summary>Words of title and description and pairs of them.</summary>
    TextWords = 1,

    /// <summary>Words of long label values, such as expressions, and pairs of them.</summary>
    LabelWords = 2,

    /// <summary>Character 3–5-grams inside the words of the title.</summary>
    TitleCharacters = 3,

    /// <summary>Character 3–5-grams inside the words of title, description and label values.</summary>
    AllCharacters = 4,

    /// <summary><c>key=value</c> of short labels.</summary>
    Labels = 5,

    /// <summary>Parts of identifiers and pairs of them.</summary>
    Identifiers = 6,

    /// <summary>Kinds of volatile parts, alone and after the word before them.</summary>
    Placeholders = 7,

    /// <summary>Words of log lines, volatile parts by their kind alone, and pairs of them.</summary>
    LogWords = 8,

    /// <summary>Templates of log lines.</summary>
    LogTemplates = 9,
}

/// <summary>How much each block counts: what a row's part in it is multiplied by after it was brought to length 1.</summary>
public static class FeatureBlocks
{
    /// <summary>Number of blocks.</summary>
    public const int Count = 10;

    // Chosen inside training files only, on folds of six of them.
    private static readonly float[] Weights = [1.0f, 1.0f, 0.7f, 1.4f, 2.0f, 0.5f, 0.5f, 0.3f, 0.7f, 0.7f];

    /// <summary>The block's weight; the title weighs more because it is in several blocks.</summary>
    public static float Weight(this FeatureBlock block) => Weights[(int)block];

    /// <summary>Whether the block holds what the author wrote or stated, word by word, rather than pieces of it.</summary>
    public static bool IsEvidence(this FeatureBlock block) => block is FeatureBlock.TextWords or FeatureBlock.Labels or FeatureBlock.LogWords or FeatureBlock.LogTemplates;
}
