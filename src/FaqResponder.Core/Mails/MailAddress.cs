namespace FaqResponder.Core.Mails;

/// <summary>An address of a mail header with its display name: <c>Léa Martin &lt;lea@example.org&gt;</c>.</summary>
/// <param name="Name">The display name, decoded; empty when there is none.</param>
/// <param name="Address">The addr-spec (RFC 5322, section 3.4.1), as written.</param>
public sealed record MailAddress(string Name, string Address)
{
    /// <summary>The part before the @, in lower case.</summary>
    public string LocalPart => Address.Split('@')[0].ToLowerInvariant();

    /// <summary>The part after the last @, in lower case; empty when there is none.</summary>
    public string Domain => Address.LastIndexOf('@') is >= 0 and var at ? Address[(at + 1)..].ToLowerInvariant() : "";

    /// <summary>Whether both mean the same mailbox. Case is ignored: no provider of today tells addresses apart by case.</summary>
    public bool IsSameAs(string address) => string.Equals(Address, address.Trim(), StringComparison.OrdinalIgnoreCase);
}
