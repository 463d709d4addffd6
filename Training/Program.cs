using System.CommandLine;
using Classifier.Training.Samples;

var root = new RootCommand("Learns from a company's past incidents, and keeps its models.");
root.Add(SampleCommand.Create());
return await root.Parse(args).InvokeAsync();
