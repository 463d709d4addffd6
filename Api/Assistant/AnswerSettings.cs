using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace Classifier.Api.Assistant;

/// <summary>How the model is asked.</summary>
internal static class AnswerSettings
{
    private const int MostTokens = 500;

    /// <summary>For words alone.</summary>
    public static OpenAIPromptExecutionSettings Plain { get; } = new() { Temperature = 0, MaxTokens = MostTokens };

    /// <summary>It may look things up first.</summary>
    public static OpenAIPromptExecutionSettings WithFunctions { get; } = new() { Temperature = 0, MaxTokens = MostTokens, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
}
