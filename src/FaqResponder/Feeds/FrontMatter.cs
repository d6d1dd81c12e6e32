namespace FaqResponder.Feeds;

/// <summary>How the head of a file is set off from its body.</summary>
internal enum HeadState
{
    Present,
    Missing,
    NotClosed,
}

/// <summary>A file cut in two: YAML between two <c>---</c> lines, then the body.</summary>
/// <param name="State">Whether a head was found.</param>
/// <param name="Yaml">The lines between.</param>
/// <param name="Line">The line of the first <c>---</c>.</param>
/// <param name="Body">What follows.</param>
/// <param name="BodyLine">The first line of the body.</param>
internal sealed record FrontMatter(HeadState State, string Yaml, int Line, string Body, int BodyLine)
{
    /// <summary>Cuts a text whose lines end in a line feed. Empty lines may stand before the head.</summary>
    public static FrontMatter Cut(string text)
    {
        var lines = text.Split('\n');
        var open = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (open < 0 || lines[open].TrimEnd() != "---") return new FrontMatter(HeadState.Missing, "", 1, text, 1);
        var close = Array.FindIndex(lines, open + 1, line => line.TrimEnd() is "---" or "...");
        if (close < 0) return new FrontMatter(HeadState.NotClosed, "", open + 1, "", open + 1);
        return new FrontMatter(
            HeadState.Present, string.Join('\n', lines[(open + 1)..close]), open + 1, string.Join('\n', lines[(close + 1)..]), close + 2);
    }
}
