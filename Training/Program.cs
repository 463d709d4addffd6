using System.CommandLine;
using Classifier.Training.Samples;
using Classifier.Training.Verbs;

var verb = new Verb(TimeProvider.System);
var root = new RootCommand("Learns from a company's past incidents, and keeps its models.")
{
    verb.HomeOption,
    ImportCommand.Create(verb),
    SampleCommand.Create(verb),
    TrainCommand.Create(verb),
    EvaluateCommand.Create(verb),
    ModelsCommand.Create(verb),
    PromoteCommand.Create(verb),
    RollbackCommand.Create(verb),
    ReportCommand.Create(verb),
};
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;
