using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FaqResponder.Support;

/// <summary>Self-signed certificates for this machine's own name and address.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Valid() => Create(TimeSpan.FromDays(-1), TimeSpan.FromDays(30));

    public static X509Certificate2 Expired() => Create(TimeSpan.FromDays(-60), TimeSpan.FromDays(-30));

    /// <summary>SHA-256, upper-case hexadecimal without colons.</summary>
    public static string Fingerprint(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static X509Certificate2 Create(TimeSpan from, TimeSpan until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now + from, now + until);
    }
}
