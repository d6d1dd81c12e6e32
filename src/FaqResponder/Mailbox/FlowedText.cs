using System.Text;

namespace FaqResponder.Mailbox;

/// <summary>
/// Joins the lines that a mail program only broke to fit (format=flowed, RFC 3676, section 4). Own code, since MimeKit's joins the signature's
/// separator with the line below it.
/// </summary>
internal static class FlowedText
{
    private const string SignatureSeparator = "-- ";

    /// <param name="text">The text as it came.</param>
    /// <param name="deletesSpace">Whether the space before a break was put there for the break only (DelSp=yes).</param>
    public static string Join(string text, bool deletesSpace)
    {
        var joined = new StringBuilder(text.Length);
        int? open = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var quote = line.IndexOfAnyExcept('>');
            if (quote < 0) quote = line.Length;
            var words = line[quote..];
            if (words.StartsWith(" ")) words = words[1..];
            var separates = words.SequenceEqual(SignatureSeparator);
            // A line flows on only into one of its own depth of quotation.
            if (open is not null && (open != quote || separates))
            {
                joined.Append('\n');
                open = null;
            }

            if (open is null) joined.Append('>', quote).Append(quote > 0 ? " " : "");
            var flows = !separates && words.EndsWith(" ");
            joined.Append(flows && deletesSpace ? words[..^1] : words);
            if (!flows) joined.Append('\n');
            open = flows ? quote : null;
        }

        return joined.ToString();
    }
}
