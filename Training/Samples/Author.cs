namespace Classifier.Training.Samples;

/// <summary>Somebody who files tickets, always in their own way.</summary>
/// <param name="Name">First and last name.</param>
/// <param name="Desk">Where they work, as in a signature.</param>
/// <param name="Language">What they write where the phrase books can: <c>de</c>, <c>pt</c>, or null for English.</param>
/// <param name="Voices">Names of the voices they use.</param>
/// <param name="Hand">How they type.</param>
internal sealed record Author(string Name, string Desk, string? Language, IReadOnlyList<string> Voices, Handwriting Hand)
{
    private static readonly string[] FirstNames =
        ["Marta", "Piotr", "Ayse", "Tom", "Greta", "Nikhil", "Sofia", "Pavel", "Lena", "Kwame", "Ines", "Bjarne", "Yuki", "Rosa", "Declan", "Amina", "Luca", "Vera", "Hugo", "Chloe", "Dmitri", "Farah", "Gustav", "Ximena", "Stefan", "Oluwaseun", "Maeve", "Jiho", "Radek", "Nora"];

    private static readonly string[] LastNames =
        ["Lindner", "Kowalski", "Aydin", "Byrne", "Sato", "Mensah", "Ribeiro", "Novotny", "Olsen", "Kaur", "Weber", "Moreau", "Santos", "Petrov", "Quinn", "Haas", "Costa", "Iyer", "Jansen", "Okoro", "Fuchs", "Marin", "Tan", "Vogel"];

    private static readonly string[] Desks =
        ["Customer Care", "Finance Ops", "Brand Marketing", "Web Platform", "SRE", "Logistics", "Merchandising", "Data Eng", "Ad Sales", "HR", "NOC", "Payments Ops", "Store Ops", "QA", "Partner Mgmt"];

    /// <summary>Everybody who ever files a ticket by hand.</summary>
    public static IReadOnlyList<Author> All(int count, IReadOnlyList<Scenario> voices, Random random)
    {
        var human = voices.Where(v => v.Settings.ContainsKey("human")).ToList();
        return [.. Enumerable.Range(0, count).Select(_ => Create(human, random))];
    }

    private static Author Create(List<Scenario> voices, Random random)
    {
        var language = random.Next(100) switch { < 13 => "de", < 17 => "pt", _ => null };
        var own = Enumerable.Range(0, 3).Select(_ => voices.Pick(v => v.Share, random).Name).Distinct().ToList();
        var hand = new Handwriting(
            random.Next(40) switch { 0 => CaseHabit.Shouts, < 13 => CaseHabit.Lower, < 17 => CaseHabit.AsWritten, _ => CaseHabit.Sentences },
            random.Next(3) == 0 ? 0 : random.NextDouble() * 0.045,
            random.Next(3) == 0);
        return new($"{FirstNames[random.Next(FirstNames.Length)]} {LastNames[random.Next(LastNames.Length)]}", Desks[random.Next(Desks.Length)], language, own, hand);
    }
}
