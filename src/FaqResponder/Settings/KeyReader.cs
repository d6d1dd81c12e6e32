using System.Globalization;
using System.Numerics;

using FaqResponder.Core;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>
/// Reads single keys, notes every problem and goes on with the default. By hand, since the stock binder stops at the first bad value and
/// knows no key that was misspelt.
/// </summary>
internal sealed class KeyReader(IConfiguration configuration, string baseFolder)
{
    private readonly List<SettingsProblem> problems = [];
    private readonly List<SettingsProblem> warnings = [];
    private readonly Dictionary<string, KeyKind> known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SettingsProblem> Problems => problems;

    public IReadOnlyList<SettingsProblem> Warnings => warnings;

    /// <summary>Every key that was asked for so far: what the settings may hold.</summary>
    public IReadOnlyDictionary<string, KeyKind> Known => known;

    public void Wrong(string key, string value, Phrase wrong, Phrase remedy) => problems.Add(new(key, Written.Shown(value), wrong, remedy));

    public void Warn(string key, string value, Phrase wrong, Phrase remedy) => warnings.Add(new(key, Written.Shown(value), wrong, remedy));

    public void Missing(string key, Phrase remedy) => Wrong(key, "", new("Il manque cette valeur.", "This value is missing."), remedy);

    /// <summary>The value exactly as it stands; <see langword="null"/> when it isn't there.</summary>
    public string? Raw(string key)
    {
        known.TryAdd(key, KeyKind.Value);
        return configuration[key];
    }

    /// <summary>Whether there is anything in a key but spaces.</summary>
    public bool IsSet(string key) => !string.IsNullOrWhiteSpace(Raw(key));

    /// <summary>A line of text, trimmed; the fallback when empty.</summary>
    public string Text(string key, string fallback = "")
    {
        var text = Line(key, fallback).Trim();
        return text.Length == 0 ? fallback : text;
    }

    /// <summary>A line of text with the spaces around it, which may be empty on purpose.</summary>
    public string Line(string key, string fallback)
    {
        var text = Raw(key) ?? fallback;
        if (!text.Any(char.IsControl)) return text;

        Wrong(
            key, text, new(
                "La valeur tient sur plusieurs lignes ou contient un caractère de commande.",
                "The value has several lines or a control character."),
            new("Écrivez-la sur une seule ligne.", "Write it on one line."));
        return fallback;
    }

    /// <summary>Text of several lines.</summary>
    public string Lines(string key) => (Raw(key) ?? "").ReplaceLineEndings("\n").Trim();

    /// <summary>One of the words of an enumeration; <see langword="null"/> when empty or wrong.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        var text = Text(key);
        if (text.Length == 0) return null;
        var names = Enum.GetNames<T>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<T>(text, ignoreCase: true);

        var allowed = string.Join(", ", names);
        Wrong(key, text, new(
            "Ce mot n'est pas admis ici.",
            "This word is not allowed here."), new($"Mots possibles : {allowed}.", $"Possible words: {allowed}."));
        return null;
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        var text = Text(key);
        if (text.Length == 0) return fallback;
        if (Written.Duration(text) is not { } value)
        {
            Wrong(
                key, text, new("Ce n'est pas une durée.", "This is not a duration."),
                new(
                    "Écrivez heures:minutes:secondes : 00:01:00 pour une minute, 3.00:00:00 pour trois jours.",
                    "Write hours:minutes:seconds: 00:01:00 for a minute, 3.00:00:00 for three days."));
            return fallback;
        }

        if (value >= least && value <= most) return value;
        Wrong(
            key, text, new("La durée est hors des limites.", "The duration is out of bounds."),
            new($"Choisissez entre {least:c} et {most:c}.", $"Choose between {least:c} and {most:c}."));
        return fallback;
    }

    public TimeSpan TimeOfDay(string key, TimeSpan fallback)
    {
        var text = Text(key);
        if (text.Length == 0) return fallback;
        if (Written.TimeOfDay(text) is { } value) return value;

        Wrong(
            key, text, new("Ce n'est pas une heure du jour.", "This is not a time of day."),
            new("Écrivez heures:minutes, de 00:00 à 23:59, comme 07:30.", "Write hours:minutes, from 00:00 to 23:59, like 07:30."));
        return fallback;
    }

    /// <summary>A whole number within bounds; <see langword="null"/> when empty or wrong.</summary>
    public T? Number<T>(string key, T least, T most)
        where T : struct, IBinaryInteger<T>
    {
        var text = Text(key);
        if (text.Length == 0) return null;
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;

        Wrong(
            key, text, new("Ce n'est pas un nombre entier dans les limites.", "This is not a whole number within bounds."),
            new($"Écrivez un nombre entier entre {least} et {most}.", $"Write a whole number between {least} and {most}."));
        return null;
    }

    public double Probability(string key, double fallback)
    {
        var text = Text(key);
        if (text.Length == 0) return fallback;
        if (Written.Probability(text) is { } value) return value;

        Wrong(
            key, text, new("Ce n'est pas une probabilité.", "This is not a probability."),
            new("Écrivez un nombre entre 0 et 1, avec un point : 0.90.", "Write a number between 0 and 1, with a point: 0.90."));
        return fallback;
    }

    /// <summary>A share, such as "0.95" or "95 %".</summary>
    public double Share(string key, double fallback)
    {
        var text = Text(key);
        if (text.Length == 0) return fallback;
        if (Written.Share(text) is { } value) return value;

        Wrong(
            key, text, new("Ce n'est pas une part.", "This is not a share."),
            new("Écrivez un pourcentage, comme 95 %, ou un nombre entre 0 et 1, avec un point : 0.95.", "Write a percentage, like 95 %, or a number between 0 and 1, with a point: 0.95."));
        return fallback;
    }

    public Uri? WebAddress(string key)
    {
        var text = Text(key);
        if (text.Length == 0) return null;
        if (Written.WebAddress(text) is { } address) return address;

        Wrong(
            key, text, new("Ce n'est pas une adresse web complète.", "This is not a full web address."),
            new("Écrivez-la en entier, comme https://blog.exemple.fr/feed/.", "Write it in full, like https://blog.example.org/feed/."));
        return null;
    }

    /// <summary>An e-mail address; empty when there is none or a wrong one.</summary>
    public string Email(string key) => CheckedEmail(key, Text(key));

    /// <summary>A list of e-mail addresses: a JSON array, or one text with commas (from the environment or the command line).</summary>
    public IReadOnlyList<string> Emails(string key) => List(key, CheckedEmail);

    /// <summary>The same, where all of a domain may be meant: <c>@example.org</c>.</summary>
    public IReadOnlyList<string> AddressesOrDomains(string key) => List(key, (at, text) => text.StartsWith('@') && Written.IsEmail("x" + text) ? text : CheckedEmail(at, text));

    /// <summary>A list of texts, to be checked by who asks for them.</summary>
    public IReadOnlyList<string> Texts(string key) => List(key, (_, text) => text);

    /// <summary>A path, made full from the folder of the settings; the fallback likewise; empty when both are.</summary>
    public string FullPath(string key, string fallback = "")
    {
        var path = Text(key, fallback);
        return path.Length == 0 ? "" : Path.GetFullPath(path, baseFolder);
    }

    /// <summary>A folder that must be there; empty when none is named.</summary>
    public string ExistingFolder(string key)
    {
        var path = FullPath(key);
        if (path.Length == 0 || Directory.Exists(path)) return path;

        Wrong(
            key, Text(key), new($"Ce dossier n'existe pas : {path}", $"This folder does not exist: {path}"),
            new("Corrigez le chemin, ou créez le dossier.", "Correct the path, or create the folder."));
        return "";
    }

    /// <summary>A folder that may still be made, in one that is there; empty when none is named.</summary>
    public string NewFolder(string key)
    {
        var path = FullPath(key);
        if (path.Length == 0 || Directory.Exists(path) || (!File.Exists(path) && Directory.Exists(Path.GetDirectoryName(path)))) return path;

        Wrong(
            key, Text(key), new($"Ce dossier ne peut pas être créé : {path}", $"This folder can't be made: {path}"),
            new("Corrigez le chemin : le dossier qui le contient doit exister.", "Correct the path: the folder around it must exist."));
        return "";
    }

    /// <summary>Whether a key stands in a settings file, whatever else overrides it.</summary>
    public bool StandsInFile(string key) => configuration is IConfigurationRoot root && root.Providers
        .Where(p => p is FileConfigurationProvider or StreamConfigurationProvider)
        .Any(p => p.TryGet(key, out var value) && !string.IsNullOrEmpty(value));

    private IReadOnlyList<string> List(string key, Func<string, string, string> check)
    {
        known[key] = KeyKind.List;
        var section = configuration.GetSection(key);
        var together = (section.Value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var values = together.Select(text => check(key, text)).ToList();
        values.AddRange(section.GetChildren().Select(child => check(child.Path, (child.Value ?? "").Trim())));
        return [.. values.Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private string CheckedEmail(string key, string text)
    {
        if (text.Length == 0 || Written.IsEmail(text)) return text;

        Wrong(
            key, text, new("Ce n'est pas une adresse e-mail.", "This is not an e-mail address."),
            new("Écrivez l'adresse seule, comme sylvie@exemple.fr.", "Write the address alone, like sylvie@example.org."));
        return "";
    }
}

/// <summary>What a key holds.</summary>
internal enum KeyKind
{
    Value,
    List,
}
