namespace FaqResponder.Mailbox;

/// <summary>The names under which mail programs keep their folders, for servers that don't tell by SPECIAL-USE (RFC 6154).</summary>
internal static class SpecialFolderNames
{
    private static readonly string[] Sent =
        ["Sent", "Sent Items", "Sent Mail", "Sent Messages", "Envoyés", "Éléments envoyés", "Messages envoyés", "Courrier envoyé", "Envoyes", "Elements envoyes", "OUTBOX"];

    private static readonly string[] Drafts = ["Drafts", "Draft", "Brouillons", "Brouillon", "DRAFT"];

    /// <summary>Known names, the likeliest first; compared without case, at the top or below INBOX.</summary>
    public static IReadOnlyList<string> Of(SpecialFolder folder) => folder switch
    {
        SpecialFolder.Sent => Sent,
        SpecialFolder.Drafts => Drafts,
    };
}
