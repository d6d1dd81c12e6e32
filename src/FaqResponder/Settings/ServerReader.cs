namespace FaqResponder.Settings;

/// <summary>A group of keys that names a server.</summary>
/// <param name="Path">Where it stands in the settings.</param>
/// <param name="Credential">The name of its systemd credential.</param>
/// <param name="TlsPort">The usual port for TLS from the first byte.</param>
/// <param name="StartTlsPort">The usual port for STARTTLS.</param>
/// <param name="PlainPort">The usual port without TLS.</param>
internal sealed record ServerGroup(string Path, string Credential, int TlsPort, int StartTlsPort, int PlainPort)
{
    public static readonly ServerGroup Imap = new("Mailbox:Imap", "imap-password", 993, 143, 143);

    public static readonly ServerGroup Smtp = new("Smtp", "smtp-password", 465, 587, 25);

    public string Key(string name) => $"{Path}:{name}";

    public int PortFor(ConnectionSecurity security) => security switch
    {
        ConnectionSecurity.Tls => TlsPort,
        ConnectionSecurity.StartTls => StartTlsPort,
        ConnectionSecurity.None => PlainPort,
    };

    /// <summary>How connections to a port usually begin.</summary>
    public ConnectionSecurity SecurityFor(int port) =>
        port == StartTlsPort || port == PlainPort ? ConnectionSecurity.StartTls : ConnectionSecurity.Tls;
}

/// <summary>A server as its keys and the provider name it, before its login is made complete.</summary>
/// <param name="Settings">What was read; the user as given, without a password.</param>
/// <param name="Secret">Its own password.</param>
/// <param name="HostIsGiven">Whether the settings name a host, be it a wrong one.</param>
internal sealed record ServerAsRead(ServerSettings Settings, Secret Secret, bool HostIsGiven);

/// <summary>Reads the keys of a server.</summary>
internal sealed class ServerReader(KeyReader keys, Secrets secrets)
{
    /// <summary>Reads a group of keys; host, port and security come from the provider where they are left empty.</summary>
    public ServerAsRead Read(ServerGroup group, MailHost? preset)
    {
        var hostIsGiven = keys.IsSet(group.Key("Host"));
        var host = Host(group.Key("Host"));
        var known = hostIsGiven ? null : preset;
        var (port, security) = PortAndSecurity(group, known);
        var user = keys.Text(group.Key("User"));
        var secret = secrets.Read(group.Path, group.Credential);
        var fingerprint = Fingerprint(group.Key("CertificateFingerprint"));
        var timeout = keys.Duration(group.Key("Timeout"), ServerSettings.DefaultTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

        var settings = new ServerSettings(known?.Host ?? host, port, security, user, "", fingerprint) { Timeout = timeout };
        CheckSecurity(group, settings);
        return new(settings, secret, hostIsGiven);
    }

    private (int Port, ConnectionSecurity Security) PortAndSecurity(ServerGroup group, MailHost? known)
    {
        var port = keys.Number(group.Key("Port"), 1, 65535);
        var usual = port is { } given && given != known?.Port ? group.SecurityFor(given) : known?.Security ?? ConnectionSecurity.Tls;
        var security = keys.Choice<ConnectionSecurity>(group.Key("Security")) ?? usual;
        return (port ?? (known?.Security == security ? known.Port : group.PortFor(security)), security);
    }

    private void CheckSecurity(ServerGroup group, ServerSettings server)
    {
        if (server.Security is ConnectionSecurity.None)
        {
            if (server.Host.Length == 0 || Written.IsThisMachine(server.Host)) return;
            keys.Wrong(
                group.Key("Security"), "None",
                new(
                    "Le mot de passe et le courrier passeraient en clair sur le réseau.",
                    "The password and the mail would cross the network in the clear."),
                new(
                    "Écrivez Tls ou StartTls ; None n'est admis que pour localhost.",
                    "Write Tls or StartTls; None is allowed for localhost only."));
            return;
        }

        var other = server.Security is ConnectionSecurity.Tls ? group.StartTlsPort : group.TlsPort;
        if (server.Port != other) return;
        var better = group.SecurityFor(other);
        keys.Warn(
            group.Key("Security"), server.Security.ToString(),
            new(
                $"Sur le port {other}, presque tous les serveurs attendent {better} ; la connexion risque d'attendre en vain.",
                $"On port {other} nearly all servers expect {better}; the connection may wait in vain."),
            new($"Écrivez {better}, ou laissez la clé vide.", $"Write {better}, or leave the key empty."));
    }

    private string Host(string key)
    {
        var text = keys.Text(key);
        if (text.Length == 0 || Written.IsHost(text)) return text;

        keys.Wrong(
            key, text, new("Ce n'est pas un nom de serveur.", "This is not a server's name."),
            new(
                "Écrivez le nom seul, comme imap.orange.fr, sans imaps:// ni numéro de port : le port a sa propre clé.",
                "Write the name alone, like imap.orange.fr, without imaps:// or port number: the port has a key of its own."));
        return "";
    }

    private string Fingerprint(string key)
    {
        var text = keys.Text(key);
        if (text.Length == 0) return "";
        if (Written.Fingerprint(text) is { } digits) return digits;

        keys.Wrong(
            key, text, new(
                "Ce n'est pas une empreinte SHA-256 : il y faut 64 chiffres hexadécimaux.",
                "This is not a SHA-256 fingerprint: it takes 64 hexadecimal digits."),
            new(
                "« openssl x509 -noout -fingerprint -sha256 -in certificat.pem » l'affiche.",
                "“openssl x509 -noout -fingerprint -sha256 -in certificate.pem” shows it."));
        return "";
    }
}
