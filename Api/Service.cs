using Classifier.Api.Identity;
using Classifier.Directories;
using Classifier.Storage;
using Microsoft.Extensions.Options;

namespace Classifier.Api;

/// <summary>Starts the service and turns what can go wrong at a start into one clear sentence.</summary>
internal static class Service
{
    private const int CannotStart = 1;
    private const int NewerSchema = 3;

    /// <summary>Runs until Ctrl-C.</summary>
    /// <returns>0; 1 when the service could not start; 3 when the database belongs to a newer program.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var app = await ServiceBuilder.BuildAsync(args);
            FreeAddress.Check((app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries));
            await app.StartAsync();
            await FirstScreen.WriteAsync(app, output);
            await app.WaitForShutdownAsync();
            await output.WriteLineAsync("Stopped. Everything that was accepted is stored; what is left to do goes on at the next start.");
            return 0;
        }
        catch (Exception error) when (error is IOException or StoreUnavailableException or StorageSettingsException or NewerSchemaException or YamlFileException or UnsafeDefaultsException or UnauthorizedAccessException or OptionsValidationException)
        {
            return Refuse(error.Message, error is NewerSchemaException ? NewerSchema : CannotStart);
        }
        catch (OperationCanceledException)
        {
            return 0;       // Ctrl-C while starting
        }

        int Refuse(string reason, int code)
        {
            errors.WriteLine($"The service cannot start: {reason}");
            return code;
        }
    }
}
