using System.Net;
using System.Net.Sockets;

namespace FaqResponder.Support;

/// <summary>
/// The wire between the service and a server, which a test may cut and mend: connect to <see cref="Port"/> instead of the server's.
/// </summary>
public sealed class Cable : IDisposable
{
    private readonly int target;
    private readonly Lock gate = new();
    private readonly HashSet<Socket> ends = [];
    private TcpListener? listener;
    private int connections;
    private long received;

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
            await Task.WhenAll(PumpAsync(near, far), PumpAsync(far, near, count => Interlocked.Add(ref received, count)));
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

    private static async Task PumpAsync(Socket from, Socket to, Action<int>? carries = null)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                carries?.Invoke(count);
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
