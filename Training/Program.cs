using System.CommandLine;

var root = new RootCommand("Learns from a company's past incidents, and keeps its models.");
return await root.Parse(args).InvokeAsync();
