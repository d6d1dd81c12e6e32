namespace FaqResponder.Support;

/// <summary>The Debian packages that the tests' mail servers come from, each known by a file of its own.</summary>
internal static class ServerPackages
{
    private static readonly (string Package, string File)[] Needed =
    [
        ("dovecot-imapd", "usr/lib/dovecot/imap"),
        ("dovecot-lmtpd", "usr/lib/dovecot/lmtp"),
        ("postfix", "usr/lib/postfix/sbin/master"),
    ];

    public static void Require(string root = "/")
    {
        var missing = from needed in Needed
                      where !File.Exists(Path.Combine(root, needed.File))
                      select needed.Package;
        if (missing.ToArray() is { Length: > 0 } packages)
        {
            throw new InvalidOperationException(
                $"These tests need a mail server, and this machine has no {string.Join(", no ", packages)}: "
                + "run tests/run, which installs dovecot-imapd, dovecot-lmtpd and postfix.");
        }
    }
}
