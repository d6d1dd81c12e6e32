using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FaqResponder.Support;

/// <summary>
/// Puts a mail into a mailbox byte for byte: no server on the way repairs what a test made wrong,
/// and the mail is there when the call returns.
/// </summary>
internal static class Lmtp
{
    public static async Task DeliverAsync(int port, string envelopeFrom, string to, byte[] rfc822, CancellationToken cancellation)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, cancellation);
        await using var stream = tcp.GetStream();
        using var answers = new StreamReader(stream, Encoding.Latin1);

        await ExpectAsync("220");
        await SayAsync("LHLO tests", "250");
        await SayAsync($"MAIL FROM:<{envelopeFrom}>", "250");
        await SayAsync($"RCPT TO:<{to}>", "250");
        await SayAsync("DATA", "354");
        await stream.WriteAsync(DotStuffed(rfc822), cancellation);
        await SayAsync(".", "250");
        await SayAsync("QUIT", "221");

        async Task SayAsync(string command, string code)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(command + "\r\n"), cancellation);
            await ExpectAsync(code, command);
        }

        async Task ExpectAsync(string code, string command = "connecting")
        {
            string? line;
            do
                line = await answers.ReadLineAsync(cancellation);
            while (line is [_, _, _, '-', ..]);

            if (line?.StartsWith(code, StringComparison.Ordinal) is not true)
                throw new InvalidOperationException($"Dovecot did not take the mail for {to}: it answered \"{line}\" to \"{command}\".");
        }
    }

    // A line that begins with a dot gets a second one, which the server takes off again.
    private static byte[] DotStuffed(byte[] mail)
    {
        var stuffed = new List<byte>(mail.Length + 64);
        var atLineStart = true;
        foreach (var octet in mail)
        {
            if (atLineStart && octet == '.')
                stuffed.Add((byte)'.');

            stuffed.Add(octet);
            atLineStart = octet == '\n';
        }

        if (!atLineStart)
            stuffed.AddRange("\r\n"u8);

        return [.. stuffed];
    }
}
