namespace FaqResponder.Core.Matching;

/// <summary>What is measured of a pair of question and post; every number lies between -1 and 1, whatever the length of mail and post.</summary>
/// <param name="QuestionCovered">The share of the question's weight that the post's fields meet (saturated BM25F over its own maximum).</param>
/// <param name="MailCovered">The same for the whole mail, subject and story included.</param>
/// <param name="Phrasing">The cosine of the question and the nearest title or phrasing.</param>
/// <param name="Lead">How far the post stands before the best of all others; negative when it stands behind.</param>
/// <param name="SameLanguage">1 when mail and post are in one language, else 0.</param>
public readonly record struct Features(double QuestionCovered, double MailCovered, double Phrasing, double Lead, double SameLanguage);

/// <summary>
/// Turns features into a probability by logistic regression. The weights were fitted on labelled mail of two authors of different
/// trades by <c>tests/FaqResponder.Benchmarks -- fit</c>; they know nothing of any trade.
/// </summary>
public static class ConfidenceModel
{
    private const double Intercept = -4.2;
    private const double QuestionCovered = 2.0;
    private const double MailCovered = 1.0;
    private const double Phrasing = 4.0;
    private const double Lead = 5.0;
    private const double SameLanguage = 1.0;

    /// <summary>The probability, 0 to 1, that the post answers the question.</summary>
    public static double Confidence(Features f)
    {
        var sum = Intercept + (QuestionCovered * f.QuestionCovered) + (MailCovered * f.MailCovered)
            + (Phrasing * f.Phrasing) + (Lead * f.Lead) + (SameLanguage * f.SameLanguage);
        return 1 / (1 + Math.Exp(-sum));
    }
}
