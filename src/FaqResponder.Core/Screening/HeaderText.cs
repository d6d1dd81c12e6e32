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
            var c = value[i];
            var escaped = c == '\\' && (depth > 0 || quoted) && i + 1 < value.Length;
            if (c == '"' && depth == 0) quoted = !quoted;
            if (!quoted && c is '(' or ')' && (c == '(' || depth > 0))
            {
                depth += c == '(' ? 1 : -1;
                continue;
            }

            if (depth == 0) kept.Append(value, i, escaped ? 2 : 1);
            if (escaped) i++;
        }

        return kept.ToString();
    }
}
