namespace FaqResponder.Mailbox;

/// <summary>Keeps the first bytes that are written to it and lets the rest go by.</summary>
internal sealed class BoundedStream(int most) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = most - (int)Length;
        if (room > 0) base.Write(buffer[..Math.Min(room, buffer.Length)]);
    }
}
