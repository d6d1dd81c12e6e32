using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>
/// Addresses that the author listed: whole ones, or all of a domain as <c>@example.org</c>. Case is ignored, and so is what stands behind a plus in a local
/// part (RFC 5233): <c>sylvie+blog@example.org</c> is <c>sylvie@example.org</c>.
/// </summary>
public sealed class AddressList : IEquatable<AddressList>
{
    private readonly HashSet<string> _entries;

    /// <summary>A list of addresses and domains.</summary>
    public AddressList(IEnumerable<string> entries) => _entries = [.. entries.Select(e => Plain(e.Trim().ToLowerInvariant())).Where(e => e.Length > 0)];

    /// <summary>A list without any.</summary>
    public static AddressList Empty { get; } = new([]);

    /// <summary>Whether nothing is listed.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Whether an address is listed, by itself or by its domain.</summary>
    public bool Holds(string? address)
    {
        if (_entries.Count == 0 || address?.Trim().ToLowerInvariant() is not { Length: > 0 } wanted) return false;
        var at = wanted.LastIndexOf('@');
        return _entries.Contains(Plain(wanted)) || (at >= 0 && _entries.Contains(wanted[at..]));
    }

    /// <summary>Whether an address is listed.</summary>
    public bool Holds(MailAddress? address) => Holds(address?.Address);

    /// <summary>The first listed address in the value of a header field, however it is written there; <see langword="null"/> when there is none.</summary>
    public string? FirstIn(string value) => value.Split([' ', '\t', '\r', '\n', ',', ';', '<', '>', '"', '(', ')', ':'], StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(word => word.Contains('@', StringComparison.Ordinal) && Holds(word));

    /// <inheritdoc/>
    public bool Equals(AddressList? other) => other is not null && _entries.SetEquals(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressList);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Count;

    private static string Plain(string address)
    {
        var (plus, at) = (address.IndexOf('+', StringComparison.Ordinal), address.LastIndexOf('@'));
        return plus > 0 && at > plus ? address[..plus] + address[at..] : address;
    }
}
