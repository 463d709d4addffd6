using Classifier.Api.Commands;
using Microsoft.SemanticKernel;

namespace Classifier.Api.Assistant;

/// <summary>The chat commands that only read, as functions that a model may call: the same handlers, with the rights of whoever asked, in the room they asked in.</summary>
internal static class ReadingFunctions
{
    private const string Name = "room";

    /// <summary>One function a command.</summary>
    /// <param name="run">Carries out a command.</param>
    /// <param name="sources">Receives what was looked up.</param>
    public static KernelPlugin Of(Func<ChatCommand, Task<CommandReply>> run, ISet<string> sources) =>
        KernelPluginFactory.CreateFromFunctions(Name, CommandGrammar.All.Where(c => c.OnlyReads).Select(command => FunctionOf(command, run, sources)));

    private static KernelFunction FunctionOf(CommandInfo command, Func<ChatCommand, Task<CommandReply>> run, ISet<string> sources)
    {
        async Task<string> RunAsync(string arguments)
        {
            sources.Add($"!{command.Verb}");
            return (await run(new(command.Verb, null, arguments))).Text;
        }

        var takesWords = command.Usage != command.Verb;
        return takesWords
            ? KernelFunctionFactory.CreateFromMethod(RunAsync, command.Verb, command.Does, [new("arguments") { Description = command.Usage, ParameterType = typeof(string), DefaultValue = "", IsRequired = false }])
            : KernelFunctionFactory.CreateFromMethod(() => RunAsync(""), command.Verb, command.Does);
    }
}
