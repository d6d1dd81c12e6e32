using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FaqResponder.Support;

/// <summary>
/// The wire between the service and a server, which a test may cut and mend: connect to <see cref="Port"/> instead of the server's.
/// Without TLS it can also speak for the server.
/// </summary>
public sealed class Cable : IDisposable
{
    private readonly int target;
    private readonly Lock gate = new();
    private readonly HashSet<Socket> ends = [];
    private TcpListener? listener;
    private int connections;
    private long received;
    private volatile bool swallows;
    private volatile string? last;
    private volatile Func<string, string?>? refuses;
    private (string Word, string Instead)? hidden;

    public Cable(int target)
    {
        this.target = target;
        Port = FreePorts.Take();
        Restore();
    }

    public int Port { get; }

    /// <summary>How many connections were accepted since the beginning.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>How many bytes the server has sent to the client since the beginning.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>How long each answer of the server takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Lets nothing through in either direction, and leaves every connection as it is: the line is dead, and nobody says so.</summary>
    public void Swallow() => swallows = true;

    /// <summary>The line dies when the server has said this: <c>SwallowAfter("+ idling")</c>.</summary>
    public void SwallowAfter(string words) => last = words;

    /// <summary>Answers a command in the server's place, which never sees it: <c>Refuse("LOGIN|AUTHENTICATE", "NO [LIMIT] Too many")</c>. With "BYE …" it hangs up.</summary>
    public void Refuse(string command, string answer) =>
        refuses = line => line.TrimEnd().Split(' ') is [var tag, var said, ..] && command.Split('|').Contains(said)
            ? answer.StartsWith("BYE", StringComparison.Ordinal) ? $"* {answer}\r\n" : $"{tag} {answer}\r\n"
            : null;

    /// <summary>Lets everything through again.</summary>
    public void Accept()
    {
        refuses = null;
        last = null;
        swallows = false;
    }

    /// <summary>Writes another word of the same length wherever the server says this one, such as the name of a capability.</summary>
    public void Hide(string word, string instead) => hidden = (word, instead);

    /// <summary>Resets every connection and refuses new ones.</summary>
    public void Cut()
    {
        lock (gate)
        {
            listener?.Dispose();
            listener = null;
            foreach (var end in ends)
                Reset(end);

            ends.Clear();
        }
    }

    public void Restore()
    {
        lock (gate)
        {
            if (listener is not null)
                return;

            listener = new TcpListener(IPAddress.Loopback, Port);
            listener.Start();
            _ = AcceptAsync(listener);
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener open)
    {
        try
        {
            while (true)
                _ = RelayAsync(await open.AcceptSocketAsync(), open);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task RelayAsync(Socket near, TcpListener open)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            lock (gate)
            {
                // Accepted while the cable was being cut: it counts as refused.
                if (listener != open)
                    return;

                connections++;
                ends.Add(near);
                ends.Add(far);
            }

            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAll(PumpAsync(near, far, bytes => ToServerAsync(bytes, near)), PumpAsync(far, near, ToClientAsync));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The server refuses, or the cable was cut meanwhile.
        }
        finally
        {
            lock (gate)
            {
                ends.Remove(near);
                ends.Remove(far);
            }

            near.Dispose();
            far.Dispose();
        }
    }

    private async Task<bool> ToServerAsync(Memory<byte> bytes, Socket near)
    {
        if (swallows) return false;
        if (refuses?.Invoke(Encoding.Latin1.GetString(bytes.Span)) is not { } answer) return true;
        await SendAllAsync(near, Encoding.Latin1.GetBytes(answer));
        if (answer.StartsWith("* BYE", StringComparison.Ordinal)) near.Shutdown(SocketShutdown.Both);
        return false;
    }

    private async Task<bool> ToClientAsync(Memory<byte> bytes)
    {
        Interlocked.Add(ref received, bytes.Length);
        if (swallows) return false;
        if (last is not null && Encoding.Latin1.GetString(bytes.Span).Contains(last, StringComparison.Ordinal)) swallows = true;
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay);
        if (hidden is { } name && Encoding.Latin1.GetString(bytes.Span) is var text && text.Contains(name.Word, StringComparison.Ordinal))
            Encoding.Latin1.GetBytes(text.Replace(name.Word, name.Instead, StringComparison.Ordinal)).CopyTo(bytes);

        return true;
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<Memory<byte>, Task<bool>> passes)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                if (await passes(buffer.AsMemory(0, count)))
                    await SendAllAsync(to, buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end broke: so does the other.
            Reset(from);
            Reset(to);
        }
    }

    private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
            rest = rest[await to.SendAsync(rest)..];
    }

    // Closing without lingering sends a reset, as a broken line does.
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Never connected, or closed already.
        }

        socket.Dispose();
    }
}
