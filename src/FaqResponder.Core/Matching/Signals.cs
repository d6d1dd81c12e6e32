namespace FaqResponder.Core.Matching;

/// <summary>
/// What is measured of a mail and a post, each a number from 0 to 1 whatever the length of either. "Question" is what the mail asks, "mail" all of it
/// with its subject.
/// </summary>
internal readonly record struct Signals
{
    internal const int Count = 9;

    private readonly double[] _values;

    internal Signals(double[] values) => _values = values;

    /// <summary>The signals in the order of <see cref="Names"/>.</summary>
    internal IReadOnlyList<double> Values => _values;

    internal static IReadOnlyList<string> Names { get; } =
    [
        "question words in the text",
        "mail words in the text",
        "question words in title and phrasings",
        "mail words in title and phrasings",
        "nearest phrasing to the question",
        "nearest phrasing to the mail",
        "nearest passage to the question",
        "mail pieces in the text",
        "question pieces in title and phrasings",
    ];
}
