namespace FaqResponder.Core.Matching;

/// <summary>What the probability that a post answers a mail rests on. Each is of a size that mails, short or long, and blogs, small or large, have in common.</summary>
internal readonly record struct Evidence
{
    /// <summary>The names by which weights are given, in the order of <see cref="CopyTo"/>.</summary>
    internal static readonly string[] Names =
        ["rank", "chance", "share", "asked-share", "first", "several", "words", "experience", "met", "marked", "phrasings", "stem-rank", "weakest"];

    // Who stands out further than this is not surer: it stands among few.
    private const double FurthestOut = 12;
    private const double FarOut = 6;
    private const double ManyPhrasings = 12;

    /// <summary>How far the post stands out from the others.</summary>
    public double Rank { get; init; }

    /// <summary>What the order alone gives it, 0 to 1.</summary>
    public double Chance { get; init; }

    /// <summary>The share of the mail's words that it meets, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>The same for the sentences that ask.</summary>
    public double AskedShare { get; init; }

    /// <summary>The share of the questions, taken by themselves, for which it stands first.</summary>
    public double First { get; init; }

    /// <summary>Whether the mail asks several things.</summary>
    public bool Several { get; init; }

    /// <summary>How many words the mail has.</summary>
    public int Words { get; init; }

    /// <summary>What past mails say, -1 to 1.</summary>
    public double Experience { get; init; }

    /// <summary>How much the words tell that it meets in the sentences that ask; a word that one post alone has counts about 1.</summary>
    public double Met { get; init; }

    /// <summary>Whether a question mark stands where something is asked.</summary>
    public bool Marked { get; init; }

    /// <summary>How many phrasings it has.</summary>
    public int Phrasings { get; init; }

    /// <summary>How far it stands out by the stems alone.</summary>
    public double StemRank { get; init; }

    /// <summary>How far it stands out for the question for which it does so least.</summary>
    public double Weakest { get; init; }

    /// <summary>Writes it as numbers of like size.</summary>
    internal void CopyTo(Span<double> numbers)
    {
        numbers[0] = Math.Min(Rank, FurthestOut) / 8;
        numbers[1] = Chance;
        numbers[2] = Share;
        numbers[3] = AskedShare;
        numbers[4] = First;
        numbers[5] = Several ? 1 : 0;
        numbers[6] = Math.Log(1 + Words) / 5;
        numbers[7] = Experience;
        numbers[8] = Met;
        numbers[9] = Marked ? 1 : 0;
        numbers[10] = Math.Min(Phrasings, ManyPhrasings) / ManyPhrasings;
        numbers[11] = Math.Min(StemRank, FarOut) / 4;
        numbers[12] = Math.Min(Weakest, FurthestOut) / 8;
    }
}
