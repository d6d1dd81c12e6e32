namespace FaqResponder.Core.Posts;

/// <summary>Finds the lead of a post: its opening, cut where a sentence ends, never in the middle of one.</summary>
public static class PostLead
{
    private const int Wanted = 280;
    private const int Most = 700;

    /// <summary>
    /// Opening paragraphs until some <c>280</c> characters are there, and never more than <c>700</c>: the next one is left out,
    /// or, where the very first is longer, cut after its last whole sentence.
    /// </summary>
    public static string Of(string text)
    {
        var lead = "";
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (lead.Length > 0 && lead.Length + paragraph.Length > Most) break;
            lead = lead.Length == 0 ? paragraph : $"{lead}\n\n{paragraph}";
            if (lead.Length >= Wanted) break;
        }

        return lead.Length <= Most ? lead : CutAfterSentence(lead);
    }

    private static string CutAfterSentence(string text)
    {
        // A mark inside "example.org" or "12.50" ends nothing: white space must follow.
        for (var end = Most - 1; end > Wanted; end--)
        {
            if (text[end] is '.' or '!' or '?' or '…' && char.IsWhiteSpace(text[end + 1])) return text[..(end + 1)];
        }

        var space = text.LastIndexOf(' ', Most);
        return (space > Wanted ? text[..space] : text[..Most]).TrimEnd() + " …";
    }
}
