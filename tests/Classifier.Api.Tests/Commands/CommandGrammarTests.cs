using Classifier.Api.Commands;

namespace Classifier.Api.Tests.Commands;

public sealed class CommandGrammarTests
{
    [Theory]
    [InlineData("!ack", "ack", null, "")]
    [InlineData("!reassign shop because of x", "reassign", null, "shop because of x")]
    [InlineData("/accept inc-1042", "accept", 1042L, "")]
    [InlineData("@classifier reassign inc-7 \"Shop platform\"", "reassign", 7L, "\"Shop platform\"")]
    [InlineData("@classifier who owns the checkout in Frankfurt?", "owner", null, "the checkout in Frankfurt")]
    [InlineData("@classifier: ACK", "ack", null, "")]
    [InlineData("@classifier", "help", null, "")]
    public void TryRead_Command_IsUnderstood(string text, string verb, long? incident, string arguments)
    {
        Assert.True(CommandGrammar.TryRead(text, takesSlash: true, out var command));
        Assert.Equal(new(verb, incident, arguments), command);
    }

    [Theory]
    [InlineData("ack")]
    [InlineData("I would reassign this to shop")]
    [InlineData("! really")]
    [InlineData("")]
    [InlineData("the classifier is wrong")]
    [InlineData("Classifier resolve took ages")]
    [InlineData("/var/log is full")]
    public void TryRead_Talk_IsNoCommand(string text) => Assert.False(CommandGrammar.TryRead(text, takesSlash: true, out _));

    [Fact]
    public void TryRead_SlashWhereTheToolKeepsIt_IsNoCommand() => Assert.False(CommandGrammar.TryRead("/ack", takesSlash: false, out _));
}
