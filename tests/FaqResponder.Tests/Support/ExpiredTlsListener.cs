using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FaqResponder.Support;

/// <summary>A server whose certificate has expired: it shakes hands, then hangs up. Nobody should come that far.</summary>
internal sealed class ExpiredTlsListener : IDisposable
{
    private readonly X509Certificate2 certificate = TestCertificate.Expired();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ExpiredTlsListener()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    public int Port { get; }

    public void Dispose()
    {
        listener.Dispose();
        certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = ShakeHandsAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task ShakeHandsAsync(TcpClient client)
    {
        using var caller = client;
        await using var tls = new SslStream(caller.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException)
        {
            // The caller refused the certificate, as it should.
        }
    }
}
