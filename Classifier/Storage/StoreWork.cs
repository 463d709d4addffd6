namespace Classifier.Storage;

/// <summary>A piece of work that is committed together with others, and somebody who waits for it.</summary>
internal abstract class StoreWork
{
    /// <summary>Runs it in a transaction; again when nothing of an earlier run was kept.</summary>
    public abstract Task RunAsync(StoreTransaction transaction);

    /// <summary>It is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is kept.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>Work with a result.</summary>
internal sealed class StoreWork<T>(Func<StoreTransaction, Task<T>> work) : StoreWork
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    /// <summary>Ends when it is durable, or is not going to be.</summary>
    public Task<T> Result => _source.Task;

    /// <inheritdoc />
    public override async Task RunAsync(StoreTransaction transaction) => _value = await work(transaction);

    /// <inheritdoc />
    public override void Complete() => _source.TrySetResult(_value!);

    /// <inheritdoc />
    public override void Fail(Exception error) => _source.TrySetException(error);
}
