using System.Text;

namespace FaqResponder.Core.Screening;

/// <summary>What the values of header fields have in common.</summary>
internal static class HeaderText
{
    /// <summary>A value without its comments, which nest and may hold escaped parentheses (RFC 5322, section 3.2.2).</summary>
    internal static string WithoutComments(string value)
    {
        if (!value.Contains('(', StringComparison.Ordinal)) return value;
        var kept = new StringBuilder();
        var (depth, quoted) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            var escaped = value[i] == '\\' && (depth > 0 || quoted) && i + 1 < value.Length;
            if (value[i] == '"' && depth == 0) quoted = !quoted;
            var next = quoted || escaped ? depth : After(value[i], depth);
            if (depth == 0 && next == 0) kept.Append(value, i, escaped ? 2 : 1);
            if (escaped) i++;
            depth = next;
        }

        return kept.ToString();
    }

    private static int After(char c, int depth) => c switch
    {
        '(' => depth + 1,
        ')' when depth > 0 => depth - 1,
        _ => depth,
    };
}
