using Spectre.Console;

namespace Classifier.Training.Verbs;

/// <summary>Shows what long work is doing: a bar on a terminal, plain lines elsewhere. Always on the error stream.</summary>
internal sealed class ConsoleProgress : IProgressLog
{
    private readonly Action<string> _step;

    private ConsoleProgress(Action<string> step) => _step = step;

    public void Step(string what) => _step(what);

    /// <summary>Runs the work and shows its steps.</summary>
    /// <param name="error">Where plain lines go.</param>
    /// <param name="work">The work.</param>
    public static T Run<T>(TextWriter error, Func<IProgressLog, T> work) => Console.IsErrorRedirected || error != Console.Error
        ? work(new ConsoleProgress(error.WriteLine))
        : OnTerminal().Start(context => work(Bars(context)));

    private static Progress OnTerminal() => AnsiConsole
        .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
        .Progress().HideCompleted(false)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn());

    private static ConsoleProgress Bars(ProgressContext context)
    {
        ProgressTask? running = null;
        return new(what =>
        {
            // How long a step takes is not known before: its bar moves while it runs and is full when the next begins.
            running?.StopTask();
            running?.Value(running.MaxValue);
            running = context.AddTask(Markup.Escape(what));
            running.IsIndeterminate = true;
        });
    }
}
