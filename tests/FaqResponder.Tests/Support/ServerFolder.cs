using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FaqResponder.Support;

/// <summary>
/// The folder of one pair of servers: their configuration, certificate and accounts, later their mail and logs.
/// Its path is short because their unix sockets lie in it.
/// </summary>
internal sealed class ServerFolder
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string users;

    public ServerFolder()
    {
        Path = "/tmp/faq-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        users = System.IO.Path.Combine(Path, "users");
        Create(Path);
        Create(users);
        // Made by us, so that we may read what the servers add to it.
        Write("log", "");
    }

    public string Path { get; }

    public static string Shipped(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Support", "Servers", file);

    public void Configure(X509Certificate2 certificate, IReadOnlyDictionary<string, int> ports)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        Write("cert.pem", certificate.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        foreach (var file in (string[])["dovecot.conf", "oauth2.conf", "main.cf", "master.cf"])
        {
            var text = File.ReadAllText(Shipped(file)).Replace("@DIR@", Path, StringComparison.Ordinal);
            foreach (var (name, port) in ports)
                text = text.Replace($"@{name}@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

            Write(file, text);
        }
    }

    /// <summary>The account can sign in as soon as this returns.</summary>
    public void AddAccount(MailAccount account)
    {
        var folders = account.Address.EndsWith("@plain.test", StringComparison.Ordinal)
            ? "userdb_namespace/inbox/disabled=yes userdb_namespace/plain/disabled=no"
            : "";
        Write(System.IO.Path.Combine(users, account.Address), $"{account.Address}:{{PLAIN}}{account.Password}::::::{folders}\n");
    }

    /// <summary>
    /// The account's Maildir, made before Dovecot would make it, for mail that is put there as files: tens of thousands arrive in seconds,
    /// with any date of arrival. Only root may.
    /// </summary>
    public string MakeMaildir(MailAccount account)
    {
        var place = System.IO.Path.Combine(Path, "dovecot");
        foreach (var part in (string[])["mail", account.Address, "Maildir"])
        {
            place = System.IO.Path.Combine(place, part);
            CreateForAll(place);
        }

        foreach (var part in (string[])["cur", "new", "tmp"]) CreateForAll(System.IO.Path.Combine(place, part));
        return place;
    }

    /// <summary>The last lines that the servers wrote: what a failed test shows.</summary>
    public string Log(int lines)
    {
        var log = File.ReadLines(System.IO.Path.Combine(Path, "log"));
        return string.Join('\n', log.TakeLast(lines));
    }

    private static void Create(string folder)
    {
        Directory.CreateDirectory(folder);
        Allow(folder, Enterable);
    }

    // Dovecot's user makes the folders beside them and moves the files in them.
    private static void CreateForAll(string folder)
    {
        Directory.CreateDirectory(folder);
        Allow(folder, Enterable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
    }

    private void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        File.WriteAllText(path, text);
        Allow(path, Readable);
    }

    // Dovecot reads these as another user than the one who runs the tests, whatever mask that one has.
    private static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
