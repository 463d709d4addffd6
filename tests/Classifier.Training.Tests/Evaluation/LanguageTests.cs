using Classifier.Training.Evaluation.Slices;

namespace Classifier.Training.Tests.Evaluation;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("Checkout is slow and the basket cannot be saved since this morning", "en")]
    [InlineData("Die Kasse ist langsam und der Warenkorb wird nicht gespeichert", "de")]
    [InlineData("Le paiement ne fonctionne pas depuis ce matin dans une boutique", "fr")]
    [InlineData("El pago no funciona desde esta mañana y los clientes esperan", "es")]
    [InlineData("O pagamento não funciona desde esta manhã em São Paulo", "pt")]
    [InlineData("Оплата не работает с утра, see node7", "Cyrillic")]
    [InlineData("支払いが朝から動きません", "Japanese")]
    [InlineData("付款从早上开始无法使用", "Chinese")]
    [InlineData("err=0x7f at [eth0]: rx_drop=123, tx=456; 10.0.0.1:443", Language.Codeish)]
    [InlineData("Certificate expired", Language.Unclear)]
    [InlineData("", Language.Unclear)]
    public void Of_Text_TellsOrSaysThatItCannot(string text, string expected) => Assert.Equal(expected, Language.Of(text));

    [Fact]
    public void Of_StatedLanguage_WinsOverTheText() => Assert.Equal("sv", Language.Of(new History.Ticket
    {
        Id = "1",
        Title = "The disk is full and it is not mine",
        Attributes = new SortedDictionary<string, string> { ["language"] = "sv" },
    }));
}
