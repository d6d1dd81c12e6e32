using System.Net;
using System.Net.Sockets;

namespace FaqResponder.Support;

/// <summary>Loopback ports on which nobody listens, below those that the system hands to outgoing connections.</summary>
internal static class FreePorts
{
    public static int Take() => Take(1)[0];

    /// <summary>All are held until the last is found, so that no two are the same.</summary>
    public static int[] Take(int count)
    {
        var held = new Dictionary<int, TcpListener>();
        try
        {
            while (held.Count < count)
            {
                if (TryListen(Random.Shared.Next(20_000, 32_000)) is { } listener)
                    held.Add(((IPEndPoint)listener.LocalEndpoint).Port, listener);
            }

            return [.. held.Keys];
        }
        finally
        {
            foreach (var listener in held.Values)
                listener.Dispose();
        }
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
