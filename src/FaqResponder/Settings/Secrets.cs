using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>A password, or why there is none.</summary>
/// <param name="Value">The secret; empty when there is none.</param>
/// <param name="IsRefused">Whether one was named that can't be used: a problem says so already.</param>
internal readonly record struct Secret(string Value, bool IsRefused)
{
    public bool IsMissing => Value.Length == 0 && !IsRefused;
}

/// <summary>A kind of secret: its key, and what a person calls it.</summary>
/// <param name="Key">The last part of its key; that of its file adds "File".</param>
/// <param name="Words">What it is called.</param>
internal sealed record SecretKind(string Key, Phrase Words)
{
    public static readonly SecretKind Password = new("Password", new("mot de passe", "password"));

    /// <summary>What an application shows of itself beside its id, for OAuth (RFC 6749, section 2.3.1).</summary>
    public static readonly SecretKind ClientSecret = new("ClientSecret", new("secret d'application", "client secret"));
}

/// <summary>
/// Finds secrets: in the file that <c>PasswordFile</c> names, among systemd's credentials, then in <c>Password</c> itself, which belongs into
/// the environment. They never stand in a problem or a log.
/// </summary>
internal sealed class Secrets(KeyReader keys, Surroundings around)
{
    /// <summary>No password is longer; a larger file is some other file.</summary>
    private const int MaxLength = 4096;

    /// <summary>The password of a group of keys, such as "Smtp".</summary>
    /// <param name="group">Where its <c>PasswordFile</c> and <c>Password</c> stand.</param>
    /// <param name="credential">The name of the systemd credential: <c>LoadCredential=imap-password:/etc/faqresponder/password</c>.</param>
    public Secret Read(string group, string credential) => Read(group, credential, SecretKind.Password);

    /// <summary>A secret of a group of keys.</summary>
    /// <param name="group">Where its keys stand.</param>
    /// <param name="credential">The name of the systemd credential.</param>
    /// <param name="kind">Which secret.</param>
    public Secret Read(string group, string credential, SecretKind kind)
    {
        var inKey = keys.Raw($"{group}:{kind.Key}") ?? "";
        if (keys.StandsInFile($"{group}:{kind.Key}")) WarnOfSecretInSettings(group, kind);

        var key = $"{group}:{kind.Key}File";
        var file = keys.FullPath(key);
        if (file.Length > 0) return FromFile(key, file, kind, mayBeOpen: false);

        var folder = around.Variable("CREDENTIALS_DIRECTORY");
        var given = folder.Length > 0 ? Path.Combine(folder, credential) : "";
        return File.Exists(given) ? FromFile(key, given, kind, mayBeOpen: true) : new(inKey, false);
    }

    private Secret FromFile(string key, string path, SecretKind kind, bool mayBeOpen)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > MaxLength) return Refuse(key, path, kind, new(
                $"Ce fichier est trop grand pour un {kind.Words.French}.",
                $"This file is too large for a {kind.Words.English}."));
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !Directory.Exists(path))
        {
            return Refuse(key, path, kind, new($"Le fichier du {kind.Words.French} n'existe pas.", $"The {kind.Words.English} file does not exist."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(key, path, kind, new($"Le fichier du {kind.Words.French} ne peut pas être lu.", $"The {kind.Words.English} file can't be read."));
        }

        if (!mayBeOpen) WarnOfOpenFile(key, path, kind);
        return FromText(key, path, kind, text);
    }

    private Secret FromText(string key, string path, SecretKind kind, string text)
    {
        // Editors end the last line: that end is no part of the password, a space before it may be.
        var password = text.EndsWith('\n') ? text[..^1] : text;
        if (password.EndsWith('\r')) password = password[..^1];
        if (password.Length == 0) return Refuse(key, path, kind, new($"Le fichier du {kind.Words.French} est vide.", $"The {kind.Words.English} file is empty."));
        return password.Contains('\n', StringComparison.Ordinal)
            ? Refuse(key, path, kind, new($"Le fichier du {kind.Words.French} a plusieurs lignes.", $"The {kind.Words.English} file has several lines."))
            : new(password, false);
    }

    private Secret Refuse(string key, string path, SecretKind kind, Phrase wrong)
    {
        keys.Wrong(
            key, path, wrong,
            new(
                $"Donnez un fichier qui ne contient que le {kind.Words.French}, sur une ligne, et que le service peut lire.",
                $"Give a file that holds nothing but the {kind.Words.English}, on one line, and that the service can read."));
        return new("", true);
    }

    private void WarnOfSecretInSettings(string group, SecretKind kind) => keys.Warn(
        $"{group}:{kind.Key}", "", new(
            $"Un {kind.Words.French} est écrit dans le fichier de réglages, que l'on copie et que l'on montre.",
            $"A {kind.Words.English} stands in the settings file, which gets copied and shown."),
        new(
            $"Mettez-le dans un fichier à part et nommez celui-ci dans {group}:{kind.Key}File, ou dans la variable {EnvironmentName(group, kind)}.",
            $"Put it into a file of its own and name that in {group}:{kind.Key}File, or into the variable {EnvironmentName(group, kind)}."));

    private void WarnOfOpenFile(string key, string path, SecretKind kind)
    {
        if (OperatingSystem.IsWindows() || !File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead)) return;
        keys.Warn(
            key, path, new(
                $"Tout utilisateur de cette machine peut lire ce {kind.Words.French}.",
                $"Every user of this machine can read this {kind.Words.English}."),
            new($"Fermez-le : chmod 600 {path}", $"Close it: chmod 600 {path}"));
    }

    /// <summary>The environment variable that holds a group's password.</summary>
    public static string EnvironmentName(string group) => EnvironmentName(group, SecretKind.Password);

    private static string EnvironmentName(string group, SecretKind kind) =>
        ConfigurationSources.EnvironmentPrefix + $"{group}:{kind.Key}".Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
