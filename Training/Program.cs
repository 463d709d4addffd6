using Classifier.Training.Verbs;

return await CommandLine.RunAsync(args, TimeProvider.System, Console.Out, Console.Error);
