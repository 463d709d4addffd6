namespace Classifier.Storage;

/// <summary>The store does not work now: full, locked, read-only or gone. Nothing of the call was kept, unless the message says that this is not known; it may be tried again.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>The schema was made by a newer program; this one must not touch it.</summary>
/// <param name="found">Number of the schema.</param>
/// <param name="known">Number of this program's.</param>
public sealed class NewerSchemaException(int found, int known)
    : Exception($"the database's schema {found} is newer than this program's {known}; start the newer program, or restore a backup that was made before");

/// <summary>Somebody else took over the work item while we held it; what we did with it is dropped.</summary>
public sealed class FencedException(string what) : Exception($"{what} was taken over by another worker");
