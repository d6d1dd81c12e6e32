using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>A password, or why there is none.</summary>
/// <param name="Value">The secret; empty when there is none.</param>
/// <param name="IsRefused">Whether one was named that can't be used: a problem says so already.</param>
internal readonly record struct Secret(string Value, bool IsRefused)
{
    public bool IsMissing => Value.Length == 0 && !IsRefused;
}

/// <summary>
/// Finds passwords: in the file that <c>PasswordFile</c> names, among systemd's credentials, then in <c>Password</c> itself, which belongs into
/// the environment. They never stand in a problem or a log.
/// </summary>
internal sealed class Secrets(KeyReader keys, Surroundings around)
{
    /// <summary>No password is longer; a larger file is some other file.</summary>
    private const int MaxLength = 4096;

    /// <summary>The password of a group of keys, such as "Smtp".</summary>
    /// <param name="group">Where its <c>PasswordFile</c> and <c>Password</c> stand.</param>
    /// <param name="credential">The name of the systemd credential: <c>LoadCredential=imap-password:/etc/faqresponder/password</c>.</param>
    public Secret Read(string group, string credential)
    {
        var inKey = keys.Raw($"{group}:Password") ?? "";
        if (keys.StandsInFile($"{group}:Password")) WarnOfPasswordInSettings(group);

        var file = keys.FullPath($"{group}:PasswordFile");
        if (file.Length > 0) return FromFile($"{group}:PasswordFile", file, mayBeOpen: false);

        var folder = around.Variable("CREDENTIALS_DIRECTORY");
        var given = folder.Length > 0 ? Path.Combine(folder, credential) : "";
        return File.Exists(given) ? FromFile($"{group}:PasswordFile", given, mayBeOpen: true) : new(inKey, false);
    }

    private Secret FromFile(string key, string path, bool mayBeOpen)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > MaxLength) return Refuse(key, path, new(
                "Ce fichier est trop grand pour un mot de passe.",
                "This file is too large for a password."));
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !Directory.Exists(path))
        {
            return Refuse(key, path, new("Le fichier du mot de passe n'existe pas.", "The password file does not exist."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(key, path, new("Le fichier du mot de passe ne peut pas être lu.", "The password file can't be read."));
        }

        if (!mayBeOpen) WarnOfOpenFile(key, path);
        return FromText(key, path, text);
    }

    private Secret FromText(string key, string path, string text)
    {
        // Editors end the last line: that end is no part of the password, a space before it may be.
        var password = text.EndsWith('\n') ? text[..^1] : text;
        if (password.EndsWith('\r')) password = password[..^1];
        if (password.Length == 0) return Refuse(key, path, new("Le fichier du mot de passe est vide.", "The password file is empty."));
        return password.Contains('\n', StringComparison.Ordinal)
            ? Refuse(key, path, new("Le fichier du mot de passe a plusieurs lignes.", "The password file has several lines."))
            : new(password, false);
    }

    private Secret Refuse(string key, string path, Phrase wrong)
    {
        keys.Wrong(
            key, path, wrong,
            new(
                "Donnez un fichier qui ne contient que le mot de passe, sur une ligne, et que le service peut lire.",
                "Give a file that holds nothing but the password, on one line, and that the service can read."));
        return new("", true);
    }

    private void WarnOfPasswordInSettings(string group) => keys.Warn(
        $"{group}:Password", "", new(
            "Un mot de passe est écrit dans le fichier de réglages, que l'on copie et que l'on montre.",
            "A password stands in the settings file, which gets copied and shown."),
        new(
            $"Mettez-le dans un fichier à part et nommez celui-ci dans {group}:PasswordFile, ou dans la variable {EnvironmentName(group)}.",
            $"Put it into a file of its own and name that in {group}:PasswordFile, or into the variable {EnvironmentName(group)}."));

    private void WarnOfOpenFile(string key, string path)
    {
        if (OperatingSystem.IsWindows() || !File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead)) return;
        keys.Warn(
            key, path, new(
                "Tout utilisateur de cette machine peut lire ce mot de passe.",
                "Every user of this machine can read this password."),
            new($"Fermez-le : chmod 600 {path}", $"Close it: chmod 600 {path}"));
    }

    /// <summary>The environment variable that holds a group's password.</summary>
    public static string EnvironmentName(string group) =>
        ConfigurationSources.EnvironmentPrefix + group.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant() + "__PASSWORD";
}
