namespace FaqResponder.Core.Grouping;

/// <summary>Finds the medoid of a group: the mail that is most alike to the others on average (Kaufman and Rousseeuw 1987).</summary>
internal sealed class Medoids(MailVectors vectors)
{
    private const int FewestWithCentre = 3;

    // The sum of the vectors of a group; back to zero after each.
    private readonly float[] _sum = new float[vectors.Holding.Length];

    /// <summary>The medoid of a group, the first of equals.</summary>
    internal int Of(List<int> group)
    {
        if (group.Count < FewestWithCentre) return group[0];
        foreach (var mail in group)
        {
            foreach (var (term, value) in vectors.Of(mail)) _sum[term] += value;
        }

        var medoid = group.MaxBy(LikenessToOthers);
        foreach (var mail in group)
        {
            foreach (var (term, _) in vectors.Of(mail)) _sum[term] = 0;
        }

        return medoid;
    }

    private float LikenessToOthers(int mail)
    {
        var likeness = 0f;
        foreach (var (term, value) in vectors.Of(mail)) likeness += value * (_sum[term] - value);
        return likeness;
    }
}
