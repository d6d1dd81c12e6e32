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
        var title = PlainWords.Fold(subject);
        return new Division(lines, Array.ConvertAll(lines, line => PlainWords.Fold(line).Trim()), ForwardPrefix().IsMatch(title), ReplyPrefix().IsMatch(title)).Made();
    }

    /// <summary>Goes through the lines once and gives each to its owner.</summary>
    private sealed class Division(string[] lines, string[] folded, bool passesOn, bool replies)
    {
        private readonly List<string> _own = [];
        private readonly List<string> _quoted = [];
        private bool _said;

        public Parts Made()
        {
            var passed = "";
            for (var i = 0; i < lines.Length; i++)
            {
                var thread = Attribution.StartsThread(folded, i);
                if (PassesOn(i, thread))
                {
                    passed = Passed(lines, folded, i);
                    break;
                }

                var attribution = thread ? 0 : Attribution.LinesAt(folded, i);
                var marked = attribution > 0 && IsQuoted(folded, i + attribution);
                if (!marked && attribution > 0 && !Attribution.IsSureOf(folded, i, attribution)) attribution = 0;
                if (attribution > 0) TakeDate(i);
                // What follows is not marked line by line: all of it is the earlier mail, unless the writer answers below it.
                if (thread || (attribution > 0 && _said && !marked))
                {
                    _quoted.AddRange(lines[i..]);
                    break;
                }

                if (attribution == 0) Take(i);
                else _quoted.AddRange(lines[i..(i + attribution)]);
                i += Math.Max(0, attribution - 1);
            }

            var (note, signature) = Footers.Cut(_own);
            return new(note, passed, string.Join('\n', _quoted).Trim(), signature);
        }

        // Outlook sets the same header lines above a mail that it forwards and above one that it answers.
        private bool PassesOn(int at, bool thread) =>
            Attribution.StartsForward(folded, at) || (thread && (passesOn || (!_said && _quoted.Count == 0 && !replies)));

        private void Take(int at)
        {
            if (folded[at].StartsWith('>') || IsTornOff(folded, at))
            {
                _quoted.Add(lines[at]);
                return;
            }

            _said |= lines[at].Any(char.IsLetterOrDigit);
            _own.Add(lines[at]);
        }

        /// <summary>In a language that is not known here, the first line of an attribution is told by its time of day.</summary>
        private void TakeDate(int at)
        {
            if (at == 0 || _own.Count == 0 || !Attribution.IsDateAbove(folded[at - 1], folded[at])) return;
            _quoted.Add(_own[^1]);
            _own.RemoveAt(_own.Count - 1);
        }
    }

    /// <summary>The mail passed on, from its mark to the end. Apple Mail marks each of its lines as quoted; the writer means them to be read.</summary>
    private static string Passed(string[] lines, string[] folded, int from)
    {
        var first = from + 1;
        while (first < lines.Length && folded[first].Length == 0) first++;
        var marked = first < lines.Length && folded[first].StartsWith('>');
        return string.Join('\n', lines[from..].Select(line => marked ? QuoteMark().Replace(line, "") : line)).Trim();
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
