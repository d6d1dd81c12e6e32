using System.Net;
using System.Net.Sockets;
using System.Text;

using FaqResponder.Settings;

namespace FaqResponder.Support;

/// <summary>A mail that a server took, with its envelope.</summary>
internal sealed record TakenMail(string From, string To, string Text);

/// <summary>
/// A submission server without TLS or login that takes every mail, except for what a test writes into its table: refusals, delays and
/// silences that no real server shows on demand.
/// </summary>
internal sealed class ScriptedSmtp : IDisposable
{
    /// <summary>How the end of a mail is written in the table and in <see cref="Heard"/>.</summary>
    public const string EndOfMail = ".";

    /// <summary>How a new connection is written there.</summary>
    public const string Greeting = "(connected)";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private readonly List<(string Command, string? Sender, string? Reply)> _table = [];
    private readonly List<string> _heard = [];
    private readonly List<TakenMail> _taken = [];

    public ScriptedSmtp()
    {
        _listener.Start();
        Server = new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, ConnectionSecurity.None, "", "", "");
        _ = AcceptAsync();
    }

    public ServerSettings Server { get; }

    /// <summary>Called with each command before it is answered.</summary>
    public Action<string>? Hears { get; set; }

    /// <summary>Every command so far, from all connections.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_gate) return [.. _heard];
        }
    }

    /// <summary>Every mail to which the server said 250 at its end.</summary>
    public IReadOnlyList<TakenMail> Taken
    {
        get
        {
            lock (_gate) return [.. _taken];
        }
    }

    /// <summary>Answers commands that begin like this one in another way from now on, if the envelope has this sender.</summary>
    public void Answers(string command, string reply, string? sender = null) => Write((command, sender, reply));

    /// <summary>Says nothing more to commands that begin like this one.</summary>
    public void KeepsSilentAt(string command) => Write((command, null, null));

    /// <summary>Takes every mail again.</summary>
    public void TakesAll()
    {
        lock (_gate) _table.Clear();
    }

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Dispose();
        _closed.Dispose();
    }

    private void Write((string Command, string? Sender, string? Reply) row)
    {
        lock (_gate) _table.Insert(0, row);
    }

    private async Task AcceptAsync()
    {
        var closed = _closed.Token;
        try
        {
            while (true) _ = TalkAsync(await _listener.AcceptTcpClientAsync(closed), closed);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient tcp, CancellationToken closed)
    {
        try
        {
            using (tcp)
            await using (var stream = tcp.GetStream())
            using (var lines = new StreamReader(stream, Encoding.Latin1))
            {
                await AnswerAsync(stream, Greeting, null, closed);
                await ConverseAsync(stream, lines, closed);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }

    private async Task ConverseAsync(NetworkStream stream, StreamReader lines, CancellationToken closed)
    {
        TakenMail? envelope = null;
        while (await lines.ReadLineAsync(closed) is { } command)
        {
            var sender = Is(command, "MAIL") ? Address(command) : envelope?.From;
            var reply = await AnswerAsync(stream, command, sender, closed);
            if (Is(command, "MAIL")) envelope = reply is ['2', ..] ? new(sender!, "", "") : null;
            if (Is(command, "RCPT")) envelope = envelope is null ? null : envelope with { To = Address(command) };
            if (!Is(command, "DATA") || reply is not ['3', ..]) continue;

            var mail = envelope! with { Text = await MailAsync(lines, closed) };
            // Noted before it is answered: a client that has its answer finds the mail here.
            await AnswerAsync(stream, EndOfMail, sender, closed, () => _taken.Add(mail));
        }
    }

    private async Task<string?> AnswerAsync(NetworkStream stream, string command, string? sender, CancellationToken closed, Action? agreed = null)
    {
        Hears?.Invoke(command);
        string? reply;
        lock (_gate)
        {
            _heard.Add(command);
            var row = _table.FindIndex(r => Is(command, r.Command) && (r.Sender ?? sender) == sender);
            reply = row >= 0 ? _table[row].Reply : Usual(command, sender);
            if (reply is ['2', ..]) agreed?.Invoke();
        }

        if (reply is not null) await SayAsync(stream, reply, closed);
        return reply;
    }

    private static string Usual(string command, string? sender) => command switch
    {
        Greeting => "220 scripted",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ when Is(command, "EHLO") => "250-scripted\r\n250-PIPELINING\r\n250 8BITMIME",
        _ when Is(command, "RCPT") && sender is null => "503 MAIL first",
        _ => "250 ok",
    };

    private static bool Is(string command, string beginning) => command.StartsWith(beginning, StringComparison.Ordinal);

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];

    private static async Task<string> MailAsync(StreamReader lines, CancellationToken closed)
    {
        var text = new StringBuilder();
        while (await lines.ReadLineAsync(closed) is { } line && line != EndOfMail) text.AppendLine(line.StartsWith('.') ? line[1..] : line);
        return text.ToString();
    }

    private static async Task SayAsync(NetworkStream stream, string reply, CancellationToken closed) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), closed);
}
