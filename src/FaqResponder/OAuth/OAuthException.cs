using FaqResponder.Core;

namespace FaqResponder.OAuth;

/// <summary>No token is to be had, with what to do about it. It never holds a token, not even in an inner exception.</summary>
internal sealed class OAuthException(Phrase wrong, Phrase remedy, bool needsAPerson) : Exception(wrong.English)
{
    public Phrase Wrong { get; } = wrong;

    public Phrase Remedy { get; } = remedy;

    /// <summary>Whether it won't heal by itself.</summary>
    public bool NeedsAPerson { get; } = needsAPerson;
}
