using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Tells what the writer of a mail wrote from what they answer, pass on or sign with.</summary>
internal static partial class QuotedText
{
    // A quoted line that the sender's program broke once more: the piece that went over stands alone between two quoted lines.
    private const int FullLine = 60;
    private const int LongestPiece = 60;

    /// <summary>The parts of a body.</summary>
    /// <param name="Note">What the writer wrote.</param>
    /// <param name="Passed">The mail that the writer passes on; empty when there is none.</param>
    /// <param name="Quoted">The quotation.</param>
    /// <param name="Signature">Signature and footers.</param>
    internal sealed record Parts(string Note, string Passed, string Quoted, string Signature)
    {
        /// <summary>Whether the mail forwards another one.</summary>
        public bool Forwarded => Passed.Length > 0;

        /// <summary>A forwarded mail is what the writer wants to show: content, not quotation.</summary>
        public string Own => $"{Note}\n\n{Passed}".Trim();
    }

    /// <param name="body">The body as plain text.</param>
    /// <param name="subject">The subject, whose "TR:" or "Fwd:" tells Outlook's forwarded mails from its replies.</param>
    internal static Parts Split(string body, string subject = "")
    {
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var folded = Array.ConvertAll(lines, line => PlainWords.Fold(line).Trim());
        var (passesOn, replies) = (ForwardPrefix().IsMatch(PlainWords.Fold(subject)), ReplyPrefix().IsMatch(PlainWords.Fold(subject)));
        var own = new List<string>();
        var quoted = new List<string>();
        var passed = "";
        var said = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var thread = Attribution.StartsThread(folded, i);
            // Outlook sets the same header lines above a mail that it forwards and above one that it answers.
            if (Attribution.StartsForward(folded, i) || (thread && (passesOn || (!said && quoted.Count == 0 && !replies))))
            {
                passed = Passed(lines, folded, i);
                break;
            }

            var attribution = thread ? 0 : Attribution.LinesAt(folded, i);
            // What follows is not marked line by line: all of it is the earlier mail, unless the writer answers below it.
            if (thread || (attribution > 0 && said && !IsQuoted(folded, i + attribution) && Attribution.IsSureOf(folded, i, attribution)))
            {
                if (!thread) TakeDate(own, quoted, folded, i);
                quoted.AddRange(lines[i..]);
                break;
            }

            if (attribution > 0)
            {
                TakeDate(own, quoted, folded, i);
                quoted.AddRange(lines[i..(i + attribution)]);
                i += attribution - 1;
            }
            else if (folded[i].StartsWith('>') || IsTornOff(folded, i))
            {
                quoted.Add(lines[i]);
            }
            else
            {
                said |= lines[i].Any(char.IsLetterOrDigit);
                own.Add(lines[i]);
            }
        }

        var (note, signature) = Footers.Cut(own);
        return new(note, passed, string.Join('\n', quoted).Trim(), signature);
    }

    /// <summary>The mail passed on, from its mark to the end. Apple Mail marks each of its lines as quoted; the writer means them to be read.</summary>
    private static string Passed(string[] lines, string[] folded, int from)
    {
        var first = from + 1;
        while (first < lines.Length && folded[first].Length == 0) first++;
        var marked = first < lines.Length && folded[first].StartsWith('>');
        return string.Join('\n', lines[from..].Select(line => marked ? QuoteMark().Replace(line, "") : line)).Trim();
    }

    /// <summary>In a language that is not known here, the first line of an attribution is told by its time of day.</summary>
    private static void TakeDate(List<string> own, List<string> quoted, string[] folded, int at)
    {
        if (at == 0 || own.Count == 0 || !Attribution.IsDateAbove(folded[at - 1], folded[at])) return;
        quoted.Add(own[^1]);
        own.RemoveAt(own.Count - 1);
    }

    /// <summary>Whether the next line that says something is marked as a quotation.</summary>
    private static bool IsQuoted(string[] lines, int from)
    {
        var next = from;
        while (next < lines.Length && lines[next].Length == 0) next++;
        return next >= lines.Length || lines[next].StartsWith('>');
    }

    private static bool IsTornOff(string[] lines, int at)
    {
        if (at == 0 || at + 1 >= lines.Length || lines[at].Length is 0 or > LongestPiece) return false;
        var above = lines[at - 1];
        return above.StartsWith('>') && lines[at + 1].StartsWith('>') && above.Length >= FullLine && above[^1] is not ('.' or '?' or '!' or ':');
    }

    [GeneratedRegex(@"^(tr|fwd?|wg|rv|doorst) ?:")]
    private static partial Regex ForwardPrefix();

    [GeneratedRegex(@"^(re|ref|rep|aw|sv|antw) ?(\[\d+\])? ?:")]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex("^ ?> ?")]
    private static partial Regex QuoteMark();
}
