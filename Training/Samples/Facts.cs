using System.Globalization;

namespace Classifier.Training.Samples;

/// <summary>What a ticket is about: names stay the same when it is told again, numbers do not.</summary>
internal sealed class Facts
{
    private readonly Random _numbers;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _at;
    private DateTimeOffset _moment;

    public Facts(SampleService service, SamplePlace place, Author author, DateTimeOffset at, bool usesNewWording, Random wording, Random numbers)
    {
        _numbers = numbers;
        _at = at;
        _moment = at.AddSeconds(-numbers.Next(300, 2600));
        var site = place.Sites.Pick(wording);
        Host = usesNewWording
            ? $"{service.Stem}-{site}-{(char)('a' + wording.Next(4))}{numbers.Next(10, 99)}"
            : wording.Next(3) == 0 ? $"{service.Stem}{numbers.Next(1, 10):00}.{site}.larkmoor.example" : $"{site}-{service.Stem}-{numbers.Next(1, 20):00}";
        Site = site;
        _known["host"] = Host;
        _known["svc"] = service.SpokenNames.Pick(wording);
        _known["key"] = service.Key;
        _known["stem"] = service.Stem;
        _known["domain"] = service.Domain;
        _known["site"] = site;
        _known["region"] = place.Region;
        _known["loc"] = place.SpokenNames.Pick(wording);
        _known["author"] = author.Name;
        _known["first"] = author.Name.Split(' ')[0];
        _known["desk"] = author.Desk;
        _known["mailbox"] = author.Name.ToLowerInvariant().Replace(' ', '.');
    }

    public string Host { get; }

    public string Site { get; }

    public void Set(string name, string value) => _known[name] = value;

    /// <summary>The fact of that name; null when there is none.</summary>
    public string? Find(string name) => _known.GetValueOrDefault(name) ?? name switch
    {
        "n" => Number(2, 9),
        "nn" => Number(11, 99),
        "nnn" => Number(101, 980),
        "nnnn" => Number(1050, 9800),
        "nnnnn" => Number(10400, 98000),
        "pct" => Number(86, 99),
        "lowpct" => Number(3, 48),
        "mins" => Number(4, 55),
        "ver" => $"{Number(1, 7)}.{Number(0, 40)}.{Number(0, 9)}",
        "ip" => $"10.{Number(10, 60)}.{Number(0, 240)}.{Number(2, 250)}",
        "ipx" => (_numbers.Next(2) == 0 ? "203.0.113." : "198.51.100.") + Number(2, 250),
        "hex" => _numbers.NextInt64(0x10000000, 0xffffffff).ToString("x8", CultureInfo.InvariantCulture),
        "longhex" => $"{_numbers.NextInt64():x16}{_numbers.Next():x8}",
        "clock" => Past("HH:mm", 90),
        "chat" => Next(150, "HH:mm"),
        "secs" => Next(25, "HH:mm:ss"),
        "iso" => Next(25, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        "stamp" => Next(25, "yyyy-MM-dd HH:mm:ss"),
        "date" => Past("yyyy-MM-dd", 7000),
        "lastyear" => Past("yyyy-MM-dd", 200_000),
        "day" => Past("dd.MM.", 7000),
        "today" => Past("dd/MM/yyyy", 1),
        "inc" => OlderTicket(),
        "chg" => "CHG00" + Number(12000, 39000),
        "pr" => "#" + Number(1200, 9900),
        _ => null,
    };

    private string Number(int low, int high) => _numbers.Next(low, high + 1).ToString(CultureInfo.InvariantCulture);

    private string Past(string format, int minutesBack) => _at.AddMinutes(-_numbers.Next(minutesBack)).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A little after the moment before, so that logs and talks are in order.</summary>
    private string Next(int seconds, string format)
    {
        _moment = _moment.AddMilliseconds(_numbers.Next(seconds * 1000));
        return _moment.ToString(format, CultureInfo.InvariantCulture);
    }

    private string OlderTicket()
    {
        var share = (_at - SampleCalendar.Start) / (SampleCalendar.End - SampleCalendar.Start);
        return $"INC00{31000 + (int)(share * 34000) - _numbers.Next(5, 900)}";
    }
}
