var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();

/// <summary>The service's entry point, visible to the tests that host it.</summary>
public partial class Program;
