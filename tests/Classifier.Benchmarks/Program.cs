using BenchmarkDotNet.Running;
using Classifier.Benchmarks.Comparison;
using Classifier.Benchmarks.Data;

namespace Classifier.Benchmarks;

/// <summary>What the scripts beside it call; everything else is for BenchmarkDotNet.</summary>
internal static class Program
{
    public static void Main(string[] args)
    {
        switch (args)
        {
            case ["kestrel", var url]:
                BareKestrel.Run(url);
                break;
            case ["right", var model, var data, var target]:
                Console.WriteLine(string.Concat(RightRows.Of(model, data, target).Select(right => right ? '1' : '0')));
                break;
            case ["same-owner", var model, var data]:
                Console.WriteLine(SameOwner.PrecisionAt5(model, data).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ["cut-prefixes", var from, var to]:
                Prefixes.Cut(from, to);
                break;
            case ["half-year", var back, var older, var newer, var train, var test]:
                Console.WriteLine(HalfYear.Cut(Whole(back), [older, newer], train, test).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ["generate", "rows", var count, var to]:
                GeneratedFile.Write(to, WideHistory.Tickets(Whole(count)));
                break;
            case ["generate", "incidents", var count, var to]:
                GeneratedFile.Write(to, Training.Samples.SampleHistory.Tickets(Sample.HistorySeed, Whole(count)));
                break;
            case ["render", var results, var page]:
                Page.Render(results, page);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new InThisProcess());
                break;
        }
    }

    private static int Whole(string count) => int.Parse(count, System.Globalization.CultureInfo.InvariantCulture);
}
