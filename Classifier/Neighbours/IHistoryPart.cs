namespace Classifier.Neighbours;

/// <summary>A part of history that is searched.</summary>
internal interface IHistoryPart
{
    /// <summary>Its index.</summary>
    NeighbourPostings Postings { get; }

    /// <summary>A feature's place in the index; -1 where no incident of the part has it.</summary>
    int Find(ComparedFeature feature);

    /// <summary>What is shown of an incident.</summary>
    NeighbourRecord Record(int row);
}
