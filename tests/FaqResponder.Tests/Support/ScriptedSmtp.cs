using System.Net;
using System.Net.Sockets;
using System.Text;

using FaqResponder.Settings;

namespace FaqResponder.Support;

/// <summary>A mail that a server took, with its envelope.</summary>
internal sealed record TakenMail(string From, string To, string Text);

/// <summary>One thing that goes wrong at a submission server.</summary>
/// <param name="At">The command at which it does; see <see cref="ScriptedSmtp"/>.</param>
/// <param name="Reply">What the server says; <see langword="null"/> for nothing.</param>
/// <param name="Drops">Whether it resets the connection then.</param>
/// <param name="Takes">Whether it takes the mail without saying so.</param>
internal sealed record SmtpFault(string At, string? Reply = null, bool Drops = false, bool Takes = false)
{
    private static readonly string[] Stages = ["MAIL", "RCPT", "DATA", ScriptedSmtp.EndOfMail];
    private static readonly string[] Refusals =
    [
        "421 4.3.2 closing", "450 4.2.1 mailbox busy", "451 4.3.0 try later", "452 4.3.1 no room", "550 5.7.1 refused", "552 5.2.2 mailbox full", "554 5.6.0 no",
    ];

    /// <summary>Nothing goes wrong: a mail is taken.</summary>
    public static SmtpFault None { get; } = new(ScriptedSmtp.EndOfMail, "250 ok", Takes: true);

    /// <summary>All kinds: every refusal at every stage, and connections that break before, in and after a mail.</summary>
    public static IReadOnlyList<SmtpFault> All { get; } =
    [
        .. Stages.SelectMany(at => Refusals.Select(said => new SmtpFault(at, said, Drops: said.StartsWith("421", StringComparison.Ordinal)))),
        .. new[] { ScriptedSmtp.Greeting, "EHLO", "MAIL", "RCPT", "DATA", ScriptedSmtp.InMail, ScriptedSmtp.EndOfMail }.Select(at => new SmtpFault(at, Drops: true)),
        new(ScriptedSmtp.EndOfMail, Drops: true, Takes: true),
        new(ScriptedSmtp.EndOfMail, "250 ok", Drops: true, Takes: true),
    ];
}

/// <summary>
/// A submission server without TLS or login that takes every mail, except for what a test writes into its table: refusals, delays and
/// silences that no real server shows on demand.
/// </summary>
internal sealed class ScriptedSmtp : IDisposable
{
    /// <summary>How the end of a mail is written in the table and in <see cref="Heard"/>.</summary>
    public const string EndOfMail = ".";

    /// <summary>How the first line of a mail is written there.</summary>
    public const string InMail = "(in the mail)";

    /// <summary>How a new connection is written there.</summary>
    public const string Greeting = "(connected)";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private readonly List<(string Command, string? Sender, string? Reply)> _table = [];
    private readonly Queue<SmtpFault> _next = [];
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

    /// <summary>Does this the next time that it comes to it, after the faults that were staged before.</summary>
    public void Stage(SmtpFault fault)
    {
        lock (_gate) _next.Enqueue(fault);
    }

    /// <summary>How many of the staged faults have not happened yet.</summary>
    public int Staged
    {
        get
        {
            lock (_gate) return _next.Count;
        }
    }

    /// <summary>Says nothing more to commands that begin like this one.</summary>
    public void KeepsSilentAt(string command) => Write((command, null, null));

    /// <summary>Takes every mail again.</summary>
    public void TakesAll()
    {
        lock (_gate)
        {
            _table.Clear();
            _next.Clear();
        }
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
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
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

            await AnswerAsync(stream, InMail, sender, closed);
            var mail = envelope! with { Text = await MailAsync(lines, closed) };
            // Noted before it is answered: a client that has its answer finds the mail here.
            await AnswerAsync(stream, EndOfMail, sender, closed, () => _taken.Add(mail));
        }
    }

    private async Task<string?> AnswerAsync(NetworkStream stream, string command, string? sender, CancellationToken closed, Action? agreed = null)
    {
        Hears?.Invoke(command);
        string? reply;
        SmtpFault? fault = null;
        lock (_gate)
        {
            _heard.Add(command);
            if (_next.TryPeek(out var next) && Is(command, next.At)) fault = _next.Dequeue();
            var row = _table.FindIndex(r => Is(command, r.Command) && (r.Sender ?? sender) == sender);
            reply = fault is not null ? fault.Reply : row >= 0 ? _table[row].Reply : Usual(command, sender);
            if (fault?.Takes ?? reply is ['2', ..]) agreed?.Invoke();
        }

        if (reply is not null) await SayAsync(stream, reply, closed);
        if (fault is { Drops: true }) Reset(stream.Socket);
        return reply;
    }

    private static string? Usual(string command, string? sender) => command switch
    {
        Greeting => "220 scripted",
        InMail => null,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ when Is(command, "EHLO") => "250-scripted\r\n250-PIPELINING\r\n250 8BITMIME",
        _ when Is(command, "RCPT") && sender is null => "503 MAIL first",
        _ => "250 ok",
    };

    private static bool Is(string command, string beginning) => command.StartsWith(beginning, StringComparison.Ordinal);

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];

    // What was said before still arrives; what comes after finds nobody. A reset could overtake it.
    private static void Reset(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Both);
        throw new IOException("staged");
    }

    private static async Task<string> MailAsync(StreamReader lines, CancellationToken closed)
    {
        var text = new StringBuilder();
        while (await lines.ReadLineAsync(closed) is { } line && line != EndOfMail) text.AppendLine(line.StartsWith('.') ? line[1..] : line);
        return text.ToString();
    }

    private static async Task SayAsync(NetworkStream stream, string reply, CancellationToken closed) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), closed);
}
