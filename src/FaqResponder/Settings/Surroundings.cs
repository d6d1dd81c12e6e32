using System.Collections;

using FaqResponder.Core;

using Microsoft.Win32;

namespace FaqResponder.Settings;

/// <summary>What the settings depend on beside the files: the environment, a few folders, the system. Tests make up their own.</summary>
internal sealed record Surroundings
{
    /// <summary>The environment's variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required string WorkingFolder { get; init; }

    public required string ProgramFolder { get; init; }

    public required string HomeFolder { get; init; }

    /// <summary>Where an administrator keeps settings: <c>/etc/faqresponder</c> or <c>%ProgramData%\FaqResponder</c>.</summary>
    public required string SystemSettingsFolder { get; init; }

    /// <summary>Where a service keeps its data: <c>/var/lib/faqresponder</c> or <c>%ProgramData%\FaqResponder</c>.</summary>
    public required string SystemDataFolder { get; init; }

    public bool OnWindows { get; init; }

    /// <summary>Whether the program runs as root or administrator.</summary>
    public bool Privileged { get; init; }

    /// <summary>The locale of Windows, such as "fr-FR"; elsewhere the environment tells it.</summary>
    public string WindowsLocale { get; init; } = "";

    /// <summary>A variable's value; empty when it is not set.</summary>
    public string Variable(string name) => Variables.GetValueOrDefault(name, "");

    /// <summary>The language of the system, French when it is neither French nor English.</summary>
    public Language SystemLanguage()
    {
        // The order of POSIX (XBD 8.2): the first one that is set counts, even if it says "C".
        string[] told = [Variable("LC_ALL"), Variable("LC_MESSAGES"), Variable("LANG"), WindowsLocale];
        return LanguageCodes.Parse(told.FirstOrDefault(t => t.Length > 0)) ?? Language.French;
    }

    /// <summary>Where the ledger goes when the settings don't say it.</summary>
    public string DefaultDataFolder()
    {
        // systemd lists the folders of StateDirectory= with colons between them; the first one is ours.
        var state = OnWindows ? "" : Variable("STATE_DIRECTORY").Split(':')[0];
        if (state.Length > 0) return state;
        if (OnWindows || Privileged || IsWritable(SystemDataFolder)) return SystemDataFolder;

        var data = Variable("XDG_DATA_HOME");
        return Path.Combine(Path.IsPathFullyQualified(data) ? data : Path.Combine(HomeFolder, ".local", "share"), "faqresponder");
    }

    /// <summary>The process's own surroundings.</summary>
    public static Surroundings Real()
    {
        var windows = OperatingSystem.IsWindows();
        var programData = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "FaqResponder");
        return new()
        {
            Variables = RealVariables(windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal),
            WorkingFolder = Environment.CurrentDirectory,
            ProgramFolder = AppContext.BaseDirectory,
            HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            SystemSettingsFolder = windows ? programData : "/etc/faqresponder",
            SystemDataFolder = windows ? programData : "/var/lib/faqresponder",
            OnWindows = windows,
            Privileged = Environment.IsPrivilegedProcess,
            // Invariant globalisation hides the locale from CultureInfo; the registry still knows it.
            WindowsLocale = OperatingSystem.IsWindows()
                ? Registry.GetValue(@"HKEY_CURRENT_USER\Control Panel\International", "LocaleName", "") as string ?? ""
                : "",
        };
    }

    private static Dictionary<string, string> RealVariables(StringComparer names)
    {
        var variables = new Dictionary<string, string>(names);
        foreach (DictionaryEntry pair in Environment.GetEnvironmentVariables())
            variables[(string)pair.Key] = pair.Value as string ?? "";
        return variables;
    }

    /// <summary>Whether a file can be made in a folder: only trying tells, since modes know nothing of read-only mounts and ACLs.</summary>
    private static bool IsWritable(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
