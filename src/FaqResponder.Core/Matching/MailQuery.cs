namespace FaqResponder.Core.Matching;

/// <summary>What is kept of the words of a mail once the posts were compared with it.</summary>
/// <param name="stems">The rows of its stems, each once.</param>
/// <param name="words">How many words were read, stop words apart.</param>
internal sealed class MailQuery(int[] stems, int words)
{
    private bool _sorted;

    /// <summary>How many words were read, stop words apart.</summary>
    internal int Words => words;

    /// <summary>The rows of its stems, each once, rising.</summary>
    internal int[] Stems
    {
        get
        {
            // Only where there are past mails does anybody ask.
            if (!_sorted) Array.Sort(stems);
            _sorted = true;
            return stems;
        }
    }

    /// <summary>The length of its stems as a vector, once it was asked for.</summary>
    internal double? Norm { get; set; }

    /// <summary>
    /// How near the nearest past mail comes that no post answered, once it was looked for: of the mails answered on a day or later, by that day; the days fall,
    /// and what is nearer rises.
    /// </summary>
    internal IReadOnlyList<(DateOnly AnsweredOn, double Likeness)>? NearestWithoutPost { get; set; }
}
