using System.Text;

using MailKit;

namespace FaqResponder.Mailbox;

/// <summary>
/// Remembers the last words of an IMAP server, since MailKit passes on the text of a refused login and not its response code (RFC 5530), which
/// tells whether the password is wrong or the server is busy. It keeps nothing of what we say.
/// </summary>
internal sealed class ServerWords : IProtocolLogger
{
    // A refusal is one short line.
    private const int Longest = 1000;

    private readonly byte[] _last = new byte[Longest];
    private int _length;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>The last line of the server.</summary>
    public string LastLine => Encoding.UTF8.GetString(_last, 0, _length).TrimEnd('\r', '\n').Split('\n')[^1].Trim();

    public void LogConnect(Uri uri) => _length = 0;

    public void LogClient(byte[] buffer, int offset, int count)
    {
        // Not ours to keep: the password is among it.
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        _length = Math.Min(count, Longest);
        Array.Copy(buffer, offset + count - _length, _last, 0, _length);
    }

    public void Dispose()
    {
        // Holds nothing.
    }
}
