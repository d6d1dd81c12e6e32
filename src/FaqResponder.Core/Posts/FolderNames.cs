using System.Globalization;
using System.Text;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Posts;

/// <summary>Names of mail folders made from titles: short enough for a telephone, and without what a server or a mail program takes for something else.</summary>
public static class FolderNames
{
    /// <summary>In characters: what a list of folders on a telephone shows in two lines.</summary>
    public const int Longest = 60;

    // The wildcards of LIST (RFC 9051, section 6.3.9), and what file systems keep folders apart with.
    private const string Replaced = "*%/\\";

    /// <summary>One name for each title, no two alike to somebody who doesn't look at case and accents; a name that is held and still fits stays.</summary>
    /// <param name="titles">The titles by what they belong to, in the order in which they choose.</param>
    /// <param name="held">The names that are in use, by what they belong to.</param>
    /// <param name="taken">Names that nobody may have.</param>
    /// <param name="separator">What separates levels of folders on the server.</param>
    public static IReadOnlyDictionary<string, string> Choose(
        IReadOnlyList<(string Key, string Title)> titles, IReadOnlyDictionary<string, string> held, IEnumerable<string> taken, char separator)
    {
        var chosen = new Dictionary<string, string>();
        var used = taken.Select(PlainWords.Fold).ToHashSet();
        foreach (var (key, title) in titles.Where(t => held.TryGetValue(t.Key, out var name) && Fits(name, Of(t.Title, separator))))
        {
            if (used.Add(PlainWords.Fold(held[key]))) chosen[key] = held[key];
        }

        foreach (var (key, title) in titles.Where(t => !chosen.ContainsKey(t.Key)))
        {
            // A name that another one is about to give up is not free yet.
            var others = held.Where(h => h.Key != key).Select(h => PlainWords.Fold(h.Value)).ToHashSet();
            var name = Numbered(Of(title, separator)).First(n => !used.Contains(PlainWords.Fold(n)) && !others.Contains(PlainWords.Fold(n)));
            used.Add(PlainWords.Fold(name));
            chosen[key] = name;
        }

        return chosen;
    }

    /// <summary>A title as the name of a folder.</summary>
    public static string Of(string title, char separator)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control) name.Append(' ');
            else if (rune.IsBmp && (Replaced.Contains((char)rune.Value, StringComparison.Ordinal) || rune.Value == separator)) name.Append('-');
            // Small pictures and marks of direction show as boxes in some programs.
            else if (rune.IsBmp && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)) name.Append((char)rune.Value);
        }

        var plain = Trimmed(string.Join(' ', name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return plain.Length == 0 ? "…" : plain.Length <= Longest ? plain : Shortened(plain);
    }

    private static string Shortened(string name)
    {
        var end = name.LastIndexOf(' ', Longest - 1);
        return Trimmed(name[..(end > Longest / 2 ? end : Longest - 1)]) + '…';
    }

    // A dot at the beginning hides a folder, one at its end gets lost on Windows.
    private static string Trimmed(string name) => name.Trim(' ', '.', '-');

    private static bool Fits(string name, string wanted) =>
        name == wanted || (name.StartsWith(wanted + " (", StringComparison.Ordinal) && name.EndsWith(')') && int.TryParse(name.AsSpan(wanted.Length + 2, name.Length - wanted.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static IEnumerable<string> Numbered(string name) => Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : $"{name} ({n.ToString(CultureInfo.InvariantCulture)})");
}
