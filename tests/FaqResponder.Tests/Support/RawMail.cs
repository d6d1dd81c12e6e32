using System.Text;

using MailKit;
using MailKit.Search;

namespace FaqResponder.Support;

/// <summary>
/// A mail as its bytes lie in a mailbox, taken apart by hand (RFC 5322, section 2.2): what a library would repair while it reads stays visible.
/// </summary>
internal sealed class RawMail
{
    // Longer lines are forbidden; longer than the second only where a single word is (RFC 5322, section 2.1.1).
    private const int LongestLine = 998;
    private const int WantedLine = 78;

    private static readonly string[] OnTheWay = ["Return-Path", "Delivered-To", "Received", "X-Original-To"];

    public RawMail(byte[] bytes)
    {
        Bytes = bytes;
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Head = (end < 0 ? text : text[..end]).Split("\r\n");
        Body = end < 0 ? [] : text[(end + 4)..].Split("\r\n");
        var fields = new List<(string Name, string Value)>();
        foreach (var line in Head)
        {
            if (line.StartsWith(' ') || line.StartsWith('\t')) fields[^1] = (fields[^1].Name, fields[^1].Value + line);
            else fields.Add(line.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (line[..colon], line[(colon + 1)..]) : (line, ""));
        }

        Fields = [.. fields.Select(f => (f.Name, f.Value.Trim()))];
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<string> Head { get; }

    public IReadOnlyList<string> Body { get; }

    /// <summary>The fields, unfolded and not decoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <summary>The names of the fields that the writer set, sorted; what servers put above them on the way is left out.</summary>
    public IEnumerable<string> Written => Fields.Select(f => f.Name).Where(n => !OnTheWay.Contains(n)).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a field that stands there once; <see langword="null"/> where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            var values = Fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value).ToList();
            values.Count.ShouldBeLessThanOrEqualTo(1, name);
            return values.Count == 0 ? null : values[0];
        }
    }

    /// <summary>The mails of a folder, oldest first.</summary>
    public static async Task<IReadOnlyList<RawMail>> ReadAsync(MailServer server, MailAccount account, string folder = "INBOX")
    {
        var token = TestContext.Current.CancellationToken;
        using var client = await server.SignInAsync(account);
        var box = await client.GetFolderAsync(folder, token);
        await box.OpenAsync(FolderAccess.ReadOnly, token);
        var mails = new List<RawMail>();
        foreach (var uid in await box.SearchAsync(SearchQuery.All, token))
        {
            await using var stream = await box.GetStreamAsync(uid, "", token);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, token);
            mails.Add(new(copy.ToArray()));
        }

        return mails;
    }

    /// <summary>The same as soon as there is one.</summary>
    public static async Task<RawMail> FirstAsync(MailServer server, MailAccount account, string folder = "INBOX")
    {
        await server.WaitForAsync(account, folder, 1);
        return (await ReadAsync(server, account, folder)).ShouldHaveSingleItem();
    }

    /// <summary>Lines end in CR LF and nowhere else, hold visible ASCII, and are short enough; each field is one (RFC 5322, sections 2.1.1 and 2.2).</summary>
    public RawMail ShouldBeWellFormed()
    {
        Faults().ShouldBeEmpty();
        return this;
    }

    private IEnumerable<string> Faults()
    {
        foreach (var line in Head.Concat(Body).Where(l => l.Any(c => c is not '\t' and (< ' ' or > '~')))) yield return $"bytes that may not be there: {line}";
        foreach (var line in Head)
        {
            if (line.Trim().Length == 0) yield return "an empty line";
            if (line.Length > LongestLine) yield return $"{line.Length} characters: {line}";
            // What other servers wrote on the way is theirs.
            if (line.Length > WantedLine && !line.StartsWith("Received", StringComparison.Ordinal) && Words(line) > 1) yield return $"could be folded: {line}";
        }

        foreach (var line in Body.Where(l => l.Length > WantedLine)) yield return $"{line.Length} characters: {line}";
        foreach (var (name, _) in Fields.Where(f => f.Name.Length == 0 || f.Name.Any(c => c is <= ' ' or > '~'))) yield return $"no name of a field: {name}";
    }

    // A name and one word that can't be broken, such as a long Message-ID.
    private static int Words(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Count(w => !w.EndsWith(':'));
}
