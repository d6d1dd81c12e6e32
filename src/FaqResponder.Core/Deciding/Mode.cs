namespace FaqResponder.Core.Deciding;

/// <summary>How much the service may do by itself.</summary>
public enum Mode
{
    /// <summary>Records what it would do, touches nothing.</summary>
    Watch,

    /// <summary>Puts drafts into her Drafts folder, sends nothing by itself.</summary>
    Draft,

    /// <summary>Sends what passes every gate; the rest as in <see cref="Draft"/>.</summary>
    Answer,
}
