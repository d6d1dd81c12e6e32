using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FaqResponder.Support;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

[assembly: AssemblyFixture(typeof(MailServer))]

namespace FaqResponder.Support;

/// <summary>
/// A real Dovecot and a real Postfix, started once for all tests on ports of their own: a test takes an account of its own from
/// <see cref="NewAccount"/> and shares nothing with its neighbours. Mail for example.test (the author), client.test (the askers)
/// and plain.test (accounts whose folders no flag explains) is delivered; mail for other domains is refused.
/// </summary>
public sealed class MailServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, int> ports;
    private readonly ExpiredTlsListener expired = new();
    private ServerFolder? folder;
    private ServerProcess? servers;
    private readonly TokenServer tokens = new();
    private int accounts;

    public MailServer()
    {
        string[] names = ["IMAP_PORT", "IMAPS_PORT", "LMTP_PORT", "SASL_PORT", "SMTP_PORT", "SUBMISSION_PORT", "SUBMISSIONS_PORT"];
        ports = names.Zip(FreePorts.Take(names.Length)).ToDictionary(p => p.First, p => p.Second);
        ports["TOKEN_PORT"] = tokens.Port;
    }

    public string Host { get; } = "localhost";

    /// <summary>IMAP with STARTTLS.</summary>
    public int ImapPort => ports["IMAP_PORT"];

    /// <summary>IMAP within TLS.</summary>
    public int ImapsPort => ports["IMAPS_PORT"];

    /// <summary>An IMAP port within TLS whose certificate has expired.</summary>
    public int ExpiredImapsPort => expired.Port;

    /// <summary>Where other servers bring mail: no authentication, our own domains only.</summary>
    public int SmtpPort => ports["SMTP_PORT"];

    /// <summary>SMTP with STARTTLS, then authentication.</summary>
    public int SubmissionPort => ports["SUBMISSION_PORT"];

    /// <summary>SMTP within TLS, then authentication.</summary>
    public int SubmissionsPort => ports["SUBMISSIONS_PORT"];

    /// <summary>Who gives the tokens that both servers take instead of a password.</summary>
    internal TokenServer Tokens => tokens;

    /// <summary>SHA-256 of the servers' certificate, upper-case hexadecimal without colons.</summary>
    public string CertificateFingerprint { get; private set; } = "";

    private ServerFolder Folder => folder ?? throw new InvalidOperationException("The mail servers have not been started.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        ServerPackages.Require();
        folder = new ServerFolder();
        using var certificate = TestCertificate.Valid();
        CertificateFingerprint = TestCertificate.Fingerprint(certificate);
        folder.Configure(certificate, ports);
        servers = await ServerProcess.StartAsync(folder, ports.Values);
    }

    public async ValueTask DisposeAsync()
    {
        expired.Dispose();
        if (servers is not null)
            await servers.DisposeAsync();
        await tokens.DisposeAsync();
    }

    /// <summary>A fresh mailbox, ready for login: NewAccount() is author-1@example.test.</summary>
    public MailAccount NewAccount(string localPart = "author", string domain = "example.test")
    {
        var number = Interlocked.Increment(ref accounts).ToString(CultureInfo.InvariantCulture);
        var account = new MailAccount($"{localPart}-{number}@{domain}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
        Folder.AddAccount(account);
        return account;
    }

    /// <summary>The folder into which mail for an account can be put as files, before it first signs in. Only root may.</summary>
    public string MaildirOf(MailAccount account) => Folder.MakeMaildir(account);

    /// <summary>
    /// Puts a mail into an account's INBOX; it is there when this returns.
    /// Its Return-Path is its first sender, unless <paramref name="envelopeFrom"/> says otherwise: "" is the null sender of bounces.
    /// </summary>
    public async Task DeliverAsync(MailAccount to, MimeMessage mail, string? envelopeFrom = null)
    {
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await mail.WriteToAsync(format, bytes, Cancellation);
        await DeliverRawAsync(to, bytes.ToArray(), envelopeFrom ?? mail.From.Mailboxes.FirstOrDefault()?.Address);
    }

    /// <summary>The same for what no library would write. Nothing on the way corrects it.</summary>
    public Task DeliverRawAsync(MailAccount to, byte[] rfc822, string? envelopeFrom = null) =>
        Lmtp.DeliverAsync(ports["LMTP_PORT"], envelopeFrom ?? "asker@client.test", to.Address, rfc822, Cancellation);

    /// <summary>Sends a mail as a person's mail program does: by submission, to whomever it names.</summary>
    public async Task SendAsync(MailAccount from, MimeMessage mail)
    {
        using var smtp = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        smtp.ServerCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate);
        await smtp.ConnectAsync(Host, SubmissionPort, SecureSocketOptions.StartTls, Cancellation);
        await smtp.AuthenticateAsync(from.Address, from.Password, Cancellation);
        await smtp.SendAsync(mail, Cancellation);
        await smtp.DisconnectAsync(quit: true, Cancellation);
    }

    /// <summary>An IMAP session for what the account's owner does by hand: makes folders, moves, flags and deletes mail.</summary>
    public async Task<ImapClient> SignInAsync(MailAccount account, int? port = null)
    {
        var client = new ImapClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate);
            await client.ConnectAsync(Host, port ?? ImapsPort, SecureSocketOptions.SslOnConnect, Cancellation);
            await client.AuthenticateAsync(account.Address, account.Password, Cancellation);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task<IReadOnlyList<MimeMessage>> ReadAsync(MailAccount account, string folder = "INBOX")
    {
        using var client = await SignInAsync(account);
        return await MailboxReader.ReadAsync(client, folder, Cancellation);
    }

    public async Task<IReadOnlyList<MailSummary>> ListAsync(MailAccount account, string folder = "INBOX")
    {
        using var client = await SignInAsync(account);
        return await MailboxReader.ListAsync(client, folder, Cancellation);
    }

    /// <summary>The mails of a folder once there are at least <paramref name="count"/>; within 20 seconds, unless told otherwise.</summary>
    /// <exception cref="TimeoutException">There were fewer when the time was up.</exception>
    public async Task<IReadOnlyList<MimeMessage>> WaitForAsync(MailAccount account, string folder, int count, TimeSpan? within = null)
    {
        using var client = await SignInAsync(account);
        var mails = await MailboxReader.WaitForAsync(client, folder, count, within ?? Patience, Cancellation);
        if (mails.Count >= count)
            return mails;

        var there = mails.Count == 0 ? "nothing" : string.Join(", ", mails.Select(m => $"\"{m.Subject}\""));
        throw new TimeoutException(
            $"{folder} of {account.Address} should hold {count} mail(s) after {within ?? Patience:g} and holds {there}. "
            + $"The servers' last words:\n{Folder.Log(30)}");
    }

    private bool IsOurs(X509Certificate? certificate) =>
        certificate is not null && TestCertificate.Fingerprint(certificate) == CertificateFingerprint;
}
