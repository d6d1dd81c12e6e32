using FaqResponder.Core;
using FaqResponder.Core.Deciding;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>Reads the settings, all of them, and finds everything that is wrong at once.</summary>
internal static class SettingsReader
{
    /// <summary>Reads what <see cref="ConfigurationSources.Build"/> brought together; what could not be opened comes first.</summary>
    public static SettingsResult Read(ConfigurationSources sources, Surroundings? surroundings = null)
    {
        var result = Read(sources.Configuration, sources.BaseFolder, surroundings);
        if (sources.Problems.Count == 0) return result;
        // Half a file says nothing of what is missing in it.
        return result with { Settings = null, Problems = sources.IsIncomplete ? sources.Problems : [.. sources.Problems, .. result.Problems] };
    }

    /// <summary>Reads every key.</summary>
    /// <param name="configuration">Where the keys stand.</param>
    /// <param name="baseFolder">The folder that relative paths start from.</param>
    /// <param name="surroundings">The environment and the system; the process's own when <see langword="null"/>.</param>
    public static SettingsResult Read(IConfiguration configuration, string baseFolder, Surroundings? surroundings = null)
    {
        var around = surroundings ?? Surroundings.Real();
        var keys = new KeyReader(configuration, baseFolder);
        var settings = ReadAll(keys, around);
        IReadOnlyList<SettingsProblem> problems = [.. keys.Problems, .. UnknownKeys.Find(configuration, keys.Known)];
        return new(problems.Count == 0 ? settings : null, problems, keys.Warnings, settings.Language);
    }

    /// <summary>Every key that there is, in the order of the settings file.</summary>
    public static IReadOnlyCollection<string> KnownKeys(Surroundings surroundings)
    {
        var keys = new KeyReader(new ConfigurationBuilder().Build(), surroundings.WorkingFolder);
        ReadAll(keys, surroundings);
        return [.. keys.Known.Keys];
    }

    private static FaqSettings ReadAll(KeyReader keys, Surroundings around)
    {
        var language = Language(keys, around);
        var mode = keys.Choice<Mode>("Mode") ?? FaqSettings.DefaultMode;
        var data = keys.FullPath("DataFolder", around.DefaultDataFolder());
        var author = Author(keys);
        var mail = new MailSettingsReader(keys, new Secrets(keys, around), author, mode, data).Read();
        return new()
        {
            Language = language,
            Mode = mode,
            DataFolder = data,
            Author = author,
            Mailbox = mail.Mailbox,
            Smtp = mail.Smtp,
            OAuth = mail.OAuth,
            Posts = ContentSettingsReader.Posts(keys),
            Screening = ScreeningSettingsReader.Read(keys, mail.Provider, mode),
            Answering = ContentSettingsReader.Answering(keys),
            Alerts = Alerts(keys),
            Letter = Letter(keys),
            Learning = new() { ReadSentBack = keys.Duration("Learning:ReadSentBack", new LearningSettings().ReadSentBack, TimeSpan.Zero, TimeSpan.FromDays(3650)) },
            Teaching = TeachingSettingsReader.Read(keys, mode, mail.Mailbox),
            KeepTexts = keys.Duration("Privacy:KeepTexts", FaqSettings.DefaultKeepTexts, TimeSpan.Zero, TimeSpan.FromDays(36500)),
            ReviewPage = ReviewPageReader.Read(keys, data),
            TemplatesFolder = ContentSettingsReader.TemplatesFolder(keys),
            Provider = mail.Provider,
        };
    }

    private static Language Language(KeyReader keys, Surroundings around)
    {
        // Empty is a choice of its own: the language of the system.
        var text = keys.Raw("Language") is null ? FaqSettings.DefaultLanguage.Code() : keys.Text("Language");
        if (text.Length == 0) return around.SystemLanguage();
        if (LanguageCodes.Parse(text) is { } language) return language;

        keys.Wrong(
            "Language", text, new("Cette langue n'est pas connue.", "This language is not known."),
            new(
                "Écrivez fr ou en, ou laissez vide pour la langue du système.",
                "Write fr or en, or leave it empty for the system's language."));
        return around.SystemLanguage();
    }

    private static AlertSettings Alerts(KeyReader keys)
    {
        var defaults = new AlertSettings();
        return new()
        {
            After = keys.Duration("Alerts:After", defaults.After, TimeSpan.Zero, TimeSpan.FromDays(7)),
            To = keys.Email("Alerts:To"),
        };
    }

    private static LetterSettings Letter(KeyReader keys)
    {
        var defaults = new LetterSettings();
        return new()
        {
            Every = keys.Choice<LetterEvery>("Letter:Every") ?? defaults.Every,
            At = keys.TimeOfDay("Letter:At", defaults.At),
            On = keys.Choice<DayOfWeek>("Letter:On") ?? defaults.On,
            GesturesFor = keys.Duration("Letter:GesturesFor", defaults.GesturesFor, TimeSpan.FromHours(1), TimeSpan.FromDays(60)),
        };
    }

    private static AuthorSettings Author(KeyReader keys)
    {
        var name = keys.Text("Author:Name");
        if (!keys.IsSet("Author:Name"))
            keys.Missing("Author:Name", new("Écrivez le nom sous lequel vous répondez.", "Write the name that you answer under."));
        var address = keys.Email("Author:Address");
        if (!keys.IsSet("Author:Address"))
            keys.Missing("Author:Address", new("Écrivez l'adresse de votre boîte aux lettres.", "Write the address of your mailbox."));

        var aliases = keys.Emails("Author:Aliases").Where(a => !string.Equals(a, address, StringComparison.OrdinalIgnoreCase));
        return new(name, address, [.. aliases], keys.Lines("Author:Signature"));
    }
}
