namespace FaqResponder.Core;

/// <summary>
/// Words for a person, in both languages side by side, so that none can be missing:
/// <c>new Phrase("La boîte est vide.", "The mailbox is empty.")</c>.
/// </summary>
/// <param name="French">The French words.</param>
/// <param name="English">The English words.</param>
public sealed record Phrase(string French, string English)
{
    /// <summary>The words in one language.</summary>
    public string In(Language language) => language switch
    {
        Language.French => French,
        Language.English => English,
    };
}
