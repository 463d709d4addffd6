using Classifier.Api;

return await Service.RunAsync(args, Console.Out, Console.Error);

/// <summary>The service's entry point, visible to the tests that host it.</summary>
public partial class Program;
