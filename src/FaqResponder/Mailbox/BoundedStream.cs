namespace FaqResponder.Mailbox;

/// <summary>Keeps the first bytes that are written to it and lets the rest go by.</summary>
internal sealed class BoundedStream(int most) : MemoryStream
{
    // MemoryStream sends spans here, in a derived class; so this one alone must not call the other.
    public override void Write(byte[] buffer, int offset, int count) => base.Write(buffer, offset, Math.Min(count, most - (int)Length));
}
