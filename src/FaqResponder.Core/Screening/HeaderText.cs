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
            var start = i;
            if (value[i] == '\\' && (depth > 0 || quoted) && i + 1 < value.Length) i++;
            else if (value[i] == '"' && depth == 0) quoted = !quoted;
            else if (value[i] == '(' && !quoted) depth++;
            else if (value[i] == ')' && !quoted && depth > 0 && depth-- > 0) continue;
            if (depth == 0) kept.Append(value, start, i + 1 - start);
        }

        return kept.ToString();
    }
}
