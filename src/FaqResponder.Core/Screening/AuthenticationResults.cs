using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>What a server found of the sender by one method.</summary>
/// <param name="Method">The method in lower case: <c>spf</c>, <c>dkim</c>, <c>dmarc</c>.</param>
/// <param name="Result">The result in lower case: <c>pass</c>, <c>fail</c>, <c>none</c> …</param>
/// <param name="Properties">What it was found of, such as <c>header.from</c>, in lower case.</param>
public sealed record AuthenticationResult(string Method, string Result, IReadOnlyDictionary<string, string> Properties);

/// <summary>
/// Reads the <c>Authentication-Results</c> of the author's own server (RFC 8601). A sender can write such a field too: only those count that bear the
/// server's name and stand above what came from outside, that is, from the topmost of its name down to the next <c>Received</c>.
/// </summary>
public static class AuthenticationResults
{
    private const string Field = "Authentication-Results";
    private const int MostResults = 50;

    // What stands for a server that gives no name.
    private const string Nameless = "-";

    /// <summary>The results of a server; <see langword="null"/> when it left none.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="server">The server's authserv-id, or <c>*.</c> and a domain.</param>
    public static IReadOnlyList<AuthenticationResult>? Of(IncomingMail mail, string server)
    {
        if (server.Length == 0) return null;
        List<AuthenticationResult>? results = null;
        foreach (var (name, value) in mail.Headers)
        {
            if (results is not null && name.Equals("Received", StringComparison.OrdinalIgnoreCase)) break;
            if (!name.Equals(Field, StringComparison.OrdinalIgnoreCase)) continue;
            var (id, found) = Read(value);
            if (IsNamed(id, server)) (results ??= []).AddRange(found.Take(MostResults));
        }

        return results;
    }

    /// <summary>The servers that say that they looked, topmost first: what the author may choose her own from.</summary>
    public static IEnumerable<string> Servers(IncomingMail mail) => mail.Values(Field).Select(v => Read(v).Server).Where(id => id.Length > 0).Distinct();

    /// <summary>Whether a server's name is the wanted one, or one under the wanted domain (<c>*.example.org</c>).</summary>
    public static bool IsNamed(string id, string server) => server.StartsWith("*.", StringComparison.Ordinal)
        ? id.EndsWith(server[1..], StringComparison.OrdinalIgnoreCase)
        : id.Equals(server, StringComparison.OrdinalIgnoreCase);

    /// <summary>One field: the server's name with an optional version, and results divided by semicolons (RFC 8601, section 2.2).</summary>
    private static (string Server, IReadOnlyList<AuthenticationResult> Results) Read(string value)
    {
        var parts = Divide(HeaderText.WithoutComments(value), ';');
        var server = parts[0].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var id, ..] ? id : "";
        // Microsoft's servers leave their name out and begin with the results.
        return server.Contains('=', StringComparison.Ordinal)
            ? (Nameless, [.. parts.Select(Result).OfType<AuthenticationResult>()])
            : (server, [.. parts.Skip(1).Select(Result).OfType<AuthenticationResult>()]);
    }

    private static AuthenticationResult? Result(string part)
    {
        var words = Divide(part.Replace(" =", "=", StringComparison.Ordinal).Replace("= ", "=", StringComparison.Ordinal), ' ');
        var pairs = words.Select(w => w.Trim()).Where(w => w.Contains('=', StringComparison.Ordinal))
            .Select(w => (Name: w[..w.IndexOf('=', StringComparison.Ordinal)].ToLowerInvariant(), Value: w[(w.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '<', '>').ToLowerInvariant()))
            .ToList();
        if (pairs.Count == 0) return null;
        var properties = new Dictionary<string, string>();
        foreach (var (name, found) in pairs.Skip(1)) properties.TryAdd(name, found);
        // "dkim/1=pass": a method may bear a version.
        return new(pairs[0].Name.Split('/')[0], pairs[0].Value, properties);
    }

    // Not within quoted strings.
    private static List<string> Divide(string text, char mark)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted) i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && (text[i] == mark || (mark == ' ' && char.IsWhiteSpace(text[i]))))
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
