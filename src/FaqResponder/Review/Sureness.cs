using FaqResponder.Core;
using FaqResponder.Core.Deciding;

namespace FaqResponder.Review;

/// <summary>How sure a suggestion is, as a word: a figure says little to who didn't measure it.</summary>
internal sealed record Sureness(Phrase Word, string Class, double Confidence)
{
    private const double Faint = 0.15;

    public static Sureness Of(double confidence, Thresholds thresholds)
    {
        if (confidence >= thresholds.Answer) return new(new("sûr", "sure"), "sure", confidence);
        if (confidence >= thresholds.Draft) return new(new("probable", "likely"), "likely", confidence);
        return confidence >= Faint ? new(new("incertain", "uncertain"), "uncertain", confidence) : new(new("peu probable", "unlikely"), "unlikely", confidence);
    }
}
