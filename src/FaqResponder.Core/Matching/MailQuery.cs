namespace FaqResponder.Core.Matching;

/// <summary>The words of a mail, weighed by where they stand and by how much they say, as the rows of an index.</summary>
internal sealed class MailQuery(FieldIndex.Term[][] views, int[] stems, int words)
{
    /// <summary>How many words were read, stop words apart.</summary>
    internal int Words => words;

    /// <summary>The rows of its stems, each once, rising.</summary>
    internal int[] Stems => stems;

    /// <summary>How near the nearest past mail comes that no post answered, once it was looked for: it is the same for all posts.</summary>
    internal double? NearestWithoutPost { get; set; }

    internal ReadOnlySpan<FieldIndex.Term> In(View view) => views[(int)view];
}
