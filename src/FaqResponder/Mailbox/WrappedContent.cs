using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

using MimeKit;
using MimeKit.Tnef;

namespace FaqResponder.Mailbox;

/// <summary>Parts in which a mail program wrapped a whole mail: Outlook's winmail.dat (MS-OXTNEF), and signed content that is not readable as it stands (RFC 8551, section 3.5.2).</summary>
internal static class WrappedContent
{
    /// <summary>The most bytes of such a part that are opened.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Whether a part may hold a mail.</summary>
    public static bool Wraps(string type, string? name) =>
        type is "application/ms-tnef" or "application/vnd.ms-tnef" or "application/pkcs7-mime" || string.Equals(name, "winmail.dat", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is inside; <see langword="null"/> when it can't be opened, as with all that is encrypted.</summary>
    public static MimeEntity? Open(string type, byte[] content)
    {
        try
        {
            return type == "application/pkcs7-mime" ? Signed(content) : Tnef(content);
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or TnefException or IOException or ArgumentException or InvalidOperationException or NotSupportedException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // Whether the signature is good is not asked: nothing is trusted more for being signed.
    private static MimeEntity? Signed(byte[] content)
    {
        var signed = new SignedCms();
        signed.Decode(content);
        using var inside = new MemoryStream(signed.ContentInfo.Content, writable: false);
        return MimeReader.Parser(inside, stays: false).ParseEntity();
    }

    private static MimeEntity? Tnef(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        using var part = new TnefPart { Content = new MimeContent(stream) };
        return part.ConvertToMessage().Body;
    }
}
