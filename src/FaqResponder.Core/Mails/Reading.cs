namespace FaqResponder.Core.Mails;

/// <summary>What the service understood of a mail: the asker's own words, apart from all that surrounds them.</summary>
public sealed record Reading
{
    /// <summary>The asker's own words.</summary>
    public required string Text { get; init; }

    /// <summary>What was cut off as the quotation of an earlier mail.</summary>
    public string Quoted { get; init; } = "";

    /// <summary>What was cut off as signature or footer.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Whether the mail forwards another one; its content is then kept.</summary>
    public bool Forwarded { get; init; }

    /// <summary>The language of the asker's words; <see langword="null"/> when neither French nor English is recognised.</summary>
    public Language? Language { get; init; }

    /// <summary>The sentences that ask something, in the order of the mail; none when nothing is asked.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The asker's own words, sentence by sentence.</summary>
    public IReadOnlyList<Sentence> Sentences { get; init; } = [];

    /// <summary>What the mail asks, in the asker's words: its questions, else all that she wrote.</summary>
    public IReadOnlyList<string> Asked => Questions.Count > 0 ? Questions : [Text];

    /// <summary>What kind of matter this is, as far as its words tell.</summary>
    public Matter Matter { get; init; } = Matter.Question;
}

/// <summary>A sentence of a mail.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Asks">Whether it asks something, or belongs to what is asked.</param>
public sealed record Sentence(string Text, bool Asks);

/// <summary>The kinds of matter a mail can be about, as far as general words tell. Only a question may be answered by a machine.</summary>
public enum Matter
{
    /// <summary>It asks something.</summary>
    Question,

    /// <summary>It asks nothing that could be found.</summary>
    NothingAsked,

    /// <summary>It only says thanks.</summary>
    Thanks,

    /// <summary>A client: a quote, an order, an invoice.</summary>
    Business,

    /// <summary>Somebody offers work or services, or applies for a job.</summary>
    Offer,

    /// <summary>Something personal: grief, illness, a birth.</summary>
    Personal,
}
