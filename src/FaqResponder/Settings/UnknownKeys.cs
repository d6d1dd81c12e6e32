using FaqResponder.Core;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>Finds keys that nothing reads: a misspelt key would else be silently without effect.</summary>
internal static class UnknownKeys
{
    /// <summary>Sections of .NET itself, which are read elsewhere.</summary>
    private static readonly string[] Standard = ["Logging", "Kestrel", "AllowedHosts", "Urls"];

    /// <summary>A problem for each key that is not among the known ones. Its value is not shown: it may be a misspelt key's secret.</summary>
    public static IEnumerable<SettingsProblem> Find(IConfiguration configuration, IReadOnlyDictionary<string, KeyKind> known) =>
        from section in configuration.GetChildren()
        where !Standard.Contains(section.Key, StringComparer.OrdinalIgnoreCase)
        from leaf in Leaves(section, known)
        select Describe(leaf, known);

    private static List<IConfigurationSection> Leaves(IConfigurationSection section, IReadOnlyDictionary<string, KeyKind> known)
    {
        var isKnown = known.TryGetValue(section.Path, out var kind);
        if (isKnown && kind is KeyKind.List) return [];
        var inside = section.GetChildren().SelectMany(child => Leaves(child, known)).ToList();
        if (isKnown || section.GetChildren().Any()) return inside;
        // An empty group, such as "Smtp": {}, says nothing and is no mistake.
        return string.IsNullOrEmpty(section.Value) && IsGroup(section.Path, known) ? [] : [section];
    }

    private static SettingsProblem Describe(IConfigurationSection leaf, IReadOnlyDictionary<string, KeyKind> known)
    {
        if (IsGroup(leaf.Path, known))
        {
            return new(
                leaf.Path, "", new(
                    "C'est un groupe de clés, pas une valeur.",
                    "This is a group of keys, not a value."), Choices(Members(leaf.Path, known)));
        }

        var wrong = new Phrase("Cette clé n'existe pas.", "There is no such key.");
        if (Nearest(leaf.Path, known.Keys) is { } near) return new(leaf.Path, "", wrong, new(
            $"Vouliez-vous dire {near} ?",
            $"Did you mean {near}?"));
        var parent = ConfigurationPath.GetParentPath(leaf.Path) ?? "";
        var members = Members(IsGroup(parent, known) ? parent : "", known);
        return new(leaf.Path, "", wrong, Choices(members));
    }

    private static bool IsGroup(string path, IReadOnlyDictionary<string, KeyKind> known) =>
        known.Keys.Any(k => k.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase));

    private static Phrase Choices(IEnumerable<string> members)
    {
        var list = string.Join(", ", members);
        return new($"Clés possibles ici : {list}.", $"Possible keys here: {list}.");
    }

    /// <summary>The next level of names below a group; of the whole tree for the empty path.</summary>
    private static IEnumerable<string> Members(string group, IReadOnlyDictionary<string, KeyKind> known)
    {
        var start = group.Length == 0 ? "" : group + ConfigurationPath.KeyDelimiter;
        return known.Keys.Where(k => k.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(k => k[start.Length..].Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The known key that was most likely meant, by the mistakes that people make, the surest first.</summary>
    private static string? Nearest(string key, IEnumerable<string> known)
    {
        var name = ConfigurationPath.GetSectionKey(key);
        var nearestFirst = known.OrderBy(k => Slips(key, k)).ToList();
        Predicate<string>[] mistakes =
        [
            // The outer group is left out; a group stands where a value should; another group; the name is cut short; slips of the pen.
            k => k.EndsWith(ConfigurationPath.KeyDelimiter + key, StringComparison.OrdinalIgnoreCase),
            k => key.StartsWith(k + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase),
            k => string.Equals(ConfigurationPath.GetSectionKey(k), name, StringComparison.OrdinalIgnoreCase),
            k => name.Length > 2 && k.StartsWith(key, StringComparison.OrdinalIgnoreCase),
            k => Slips(key, k) <= Math.Max(2, key.Length / 4),
        ];
        return mistakes.Select(nearestFirst.Find).FirstOrDefault(k => k is not null);
    }

    /// <summary>How many letters must be put in, left out, replaced or swapped with the next (Damerau's distance, restricted).</summary>
    private static int Slips(string one, string other)
    {
        var (a, b) = (one.ToLowerInvariant(), other.ToLowerInvariant());
        int[] before = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[b.Length];
    }
}
