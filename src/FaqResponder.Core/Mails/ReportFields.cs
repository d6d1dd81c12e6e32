namespace FaqResponder.Core.Mails;

/// <summary>Groups of fields as reports hold them: lines like those of a header, an empty line between two groups (RFC 3464, section 2.1.2).</summary>
internal static class ReportFields
{
    // A report names each recipient in a group of its own; the rest of a longer one is left.
    private const int MostGroups = 200;
    private const int MostFields = 100;

    /// <summary>The groups of a text, each with its fields in order.</summary>
    internal static IReadOnlyList<IReadOnlyList<MailHeader>> Groups(string text)
    {
        var groups = new List<List<MailHeader>>();
        var group = new List<MailHeader>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (groups.Count == MostGroups) break;
            if (line.Trim().Length > 0) Take(group, line);
            else if (group.Count > 0)
            {
                groups.Add(group);
                group = [];
            }
        }

        if (group.Count > 0) groups.Add(group);
        return groups;
    }

    /// <summary>The value of the first field of that name; names are compared without case.</summary>
    internal static string? Value(IReadOnlyList<MailHeader> group, string name) =>
        group.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The identifier in a field such as Message-ID, without angle brackets.</summary>
    internal static string? Id(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var (open, close) = (value.IndexOf('<', StringComparison.Ordinal), value.IndexOf('>', StringComparison.Ordinal));
        var id = (open >= 0 && close > open ? value[(open + 1)..close] : value).Trim();
        return id.Length is 0 or > 998 ? null : id;
    }

    private static void Take(List<MailHeader> group, ReadOnlySpan<char> line)
    {
        if (line[0] is ' ' or '\t' && group.Count > 0)
        {
            var last = group[^1];
            if (last.Value.Length < 2000) group[^1] = last with { Value = $"{last.Value} {line.Trim()}" };
            return;
        }

        var colon = line.IndexOf(':');
        if (colon > 0 && group.Count < MostFields) group.Add(new(line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString()));
    }
}
