using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>Where the settings come from: one file or several, then the environment, then the command line; later ones win.</summary>
/// <param name="Configuration">All keys together.</param>
/// <param name="BaseFolder">The folder that relative paths start from: that of the last file, or the working folder.</param>
/// <param name="Files">The files that were read, full paths.</param>
/// <param name="Problems">What could not be read at all.</param>
/// <param name="IsIncomplete">Whether a file is missing from it, so that missing keys mean nothing.</param>
internal sealed record ConfigurationSources(
    IConfigurationRoot Configuration, string BaseFolder, IReadOnlyList<string> Files, IReadOnlyList<SettingsProblem> Problems, bool IsIncomplete)
{
    public const string EnvironmentPrefix = "FAQRESPONDER__";

    public const string FileName = "appsettings.json";

    /// <summary>Brings the sources together.</summary>
    /// <param name="settingsFiles">The files named on the command line; when none is, the first one of the usual places.</param>
    /// <param name="overrides">KEY=VALUE from the command line.</param>
    /// <param name="surroundings">The environment and the system; the process's own when <see langword="null"/>.</param>
    public static ConfigurationSources Build(string[]? settingsFiles, string[] overrides, Surroundings? surroundings = null)
    {
        var around = surroundings ?? Surroundings.Real();
        var paths = settingsFiles is { Length: > 0 } ? [.. settingsFiles.Select(f => Path.GetFullPath(f, around.WorkingFolder))] : UsualFile(around);
        var files = paths.Select(SettingsFile.Open).ToList();
        var (set, badSets) = FromCommandLine(overrides);

        var builder = new ConfigurationBuilder();
        foreach (var file in files.Where(f => f.Problem is null)) builder.AddJsonStream(file.Content());
        builder.AddInMemoryCollection(FromEnvironment(around.Variables));
        builder.AddInMemoryCollection(set);

        var problems = files.Select(f => f.Problem).OfType<SettingsProblem>().ToList();
        var baseFolder = paths.Count > 0 ? Path.GetDirectoryName(paths[^1]) : null;
        return new(builder.Build(), baseFolder ?? around.WorkingFolder, [.. files.Select(f => f.Path)], [.. problems, .. badSets], problems.Count > 0);
    }

    /// <summary>
    /// One file only, so that a person who looks at it sees what counts: in the working folder, where an author tries things out; where an
    /// administrator keeps settings; beside the program, where it came with it.
    /// </summary>
    private static IReadOnlyList<string> UsualFile(Surroundings around)
    {
        string[] folders = [around.WorkingFolder, around.SystemSettingsFolder, around.ProgramFolder];
        return [.. folders.Select(f => Path.Combine(f, FileName)).Where(File.Exists).Take(1)];
    }

    private static Dictionary<string, string?> FromEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        // Linux tells FAQRESPONDER__MODE from faqresponder__mode; the keys are the same.
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in variables)
        {
            if (name.Length > EnvironmentPrefix.Length && name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                values[name[EnvironmentPrefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = value;
        }

        return values;
    }

    private static (Dictionary<string, string?> Values, List<SettingsProblem> Problems) FromCommandLine(string[] overrides)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<SettingsProblem>();
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var key = text[..Math.Max(equals, 0)].Trim();
            if (key.Length > 0) values[key] = text[(equals + 1)..];
            else problems.Add(BadOverride(text));
        }

        return (values, problems);
    }

    // A secret without its key is not repeated on the screen.
    private static SettingsProblem BadOverride(string text) => new(
        "--set", text.Contains("password", StringComparison.OrdinalIgnoreCase) || text.StartsWith('=') ? "…" : text,
        new("Ce n'est pas de la forme CLÉ=VALEUR.", "This is not of the form KEY=VALUE."),
        new("Écrivez par exemple --set Mailbox:PollEvery=00:05:00.", "Write for instance --set Mailbox:PollEvery=00:05:00."));
}
