namespace FaqResponder.Mailbox;

/// <summary>
/// Keeps what the MIME parser gets of a mail within bounds that no honest mail meets: its time grows with the square of a header's length, and its
/// memory with the number of parts. What is over is left out; a mail whose lines end with a lone CR, as on old Macintoshes, gets LF.
/// </summary>
internal sealed class MailBounds(Stream? kept)
{
    // What stands behind is attachments, which are known by their names only.
    private const long MaxBytes = 32 * 1024 * 1024;
    private const int MaxHeader = 128 * 1024;
    private const int MaxPartHeader = 16 * 1024;
    // Lines that may be boundaries; rules of dashes that people draw are among them.
    private const int MaxMarks = 10_000;
    private const int BlockSize = 64 * 1024;

    private int _limit = MaxHeader;
    private int _header;
    private int _marks;
    private bool _inHeader = true;
    private bool _atLineStart = true;
    private bool _old;

    /// <summary>Whether something was over the bounds, or had to be changed.</summary>
    private bool IsOver { get; set; }

    /// <summary>The mail itself where it is within the bounds, as all honest mail is; else a copy of what is.</summary>
    public static async Task<Stream> WithinAsync(Stream mail, CancellationToken token)
    {
        if (!await new MailBounds(null).IsOverAsync(mail, token)) return mail;
        var copy = new MemoryStream();
        await new MailBounds(copy).IsOverAsync(mail, token);
        copy.Position = 0;
        return copy;
    }

    private async Task<bool> IsOverAsync(Stream mail, CancellationToken token)
    {
        var block = new byte[BlockSize];
        mail.Position = 0;
        var total = 0L;
        while (await mail.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, token) is > 0 and var read)
        {
            var first = total == 0;
            total += read;
            if (!Take(block.AsSpan(0, read), first)) break;
            if (total < MaxBytes) continue;
            IsOver |= mail.Length > MaxBytes;
            break;
        }

        mail.Position = 0;
        return IsOver;
    }

    /// <returns>Whether more is wanted.</returns>
    private bool Take(Span<byte> block, bool first)
    {
        if (first) _old = block.Contains((byte)'\r') && !block.Contains((byte)'\n');
        if (_old) block.Replace((byte)'\r', (byte)'\n');
        IsOver |= _old;
        while (block.Length > 0)
        {
            var end = block.IndexOf((byte)'\n');
            var piece = end < 0 ? block : block[..(end + 1)];
            if (!TakePiece(piece)) return false;
            _atLineStart = end >= 0;
            block = block[piece.Length..];
        }

        return true;
    }

    /// <summary>Takes a line, or what a block holds of it.</summary>
    private bool TakePiece(ReadOnlySpan<byte> piece)
    {
        if (_atLineStart && _inHeader && (piece[0] is (byte)'\n' || piece.StartsWith("\r\n"u8))) _inHeader = false;
        else if (_atLineStart && !_inHeader && piece.Length > 2 && piece.StartsWith("--"u8) && piece[2] > ' ')
        {
            (_inHeader, _header, _limit) = (true, 0, MaxPartHeader);
            IsOver |= ++_marks > MaxMarks;
            if (_marks > MaxMarks) return false;
        }

        if (_inHeader && Exceeds(piece.Length)) return true;
        kept?.Write(piece);
        return true;
    }

    private bool Exceeds(int length)
    {
        var before = _header;
        _header = Math.Min(_header + length, int.MaxValue / 2);
        if (_header <= _limit) return false;
        IsOver = true;
        // The line that went over is cut; what follows the header must not become a part of it.
        if (before <= _limit) kept?.Write("\n"u8);
        return true;
    }
}
