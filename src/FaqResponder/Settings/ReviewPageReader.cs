using System.Globalization;
using System.Net;

namespace FaqResponder.Settings;

/// <summary>Reads where the review page is found.</summary>
internal static class ReviewPageReader
{
    private const string ListenKey = "ReviewPage:Listen";
    private const string PasswordKey = "ReviewPage:PasswordFile";
    private const string ProxiesKey = "ReviewPage:TrustedProxies";

    private static readonly TimeSpan LongestStay = TimeSpan.FromDays(365);
    private static readonly TimeSpan LongestUndo = TimeSpan.FromMinutes(5);

    public static ReviewPageSettings Read(KeyReader keys, string dataFolder)
    {
        var defaults = new ReviewPageSettings();
        var settings = new ReviewPageSettings
        {
            Listen = Listen(keys),
            PublicAddress = keys.WebAddress("ReviewPage:PublicAddress"),
            TrustedProxies = Proxies(keys) is { Count: > 0 } proxies ? proxies : (IReadOnlyList<IPAddress>)[],
            PasswordFile = keys.FullPath(PasswordKey, DefaultPasswordFile(dataFolder)),
            StaySignedIn = keys.Duration("ReviewPage:StaySignedIn", defaults.StaySignedIn, TimeSpan.FromMinutes(5), LongestStay),
            UndoTime = keys.Duration("ReviewPage:UndoTime", defaults.UndoTime, TimeSpan.Zero, LongestUndo),
        };
        if (settings.Listen is { IsThisMachineOnly: false } open) CheckOpen(keys, settings, open);
        return settings;
    }

    /// <summary>Where the hash of the password belongs, whatever is wrong with the other settings, and the data folder.</summary>
    public static (string PasswordFile, string DataFolder) Places(ConfigurationSources sources)
    {
        var keys = new KeyReader(sources.Configuration, sources.BaseFolder);
        var data = keys.FullPath("DataFolder", Surroundings.Real().DefaultDataFolder());
        return (keys.FullPath(PasswordKey, DefaultPasswordFile(data)), data);
    }

    private static string DefaultPasswordFile(string dataFolder) => Path.Combine(dataFolder, "page-password");

    private static void CheckOpen(KeyReader keys, ReviewPageSettings settings, ListenAddress open)
    {
        if (!File.Exists(settings.PasswordFile))
        {
            keys.Wrong(
                ListenKey, $"{open}",
                new(
                    "La page serait ouverte à d'autres machines, et elle n'a pas de mot de passe.",
                    "The page would be open to other machines, and it has no password."),
                new(
                    "Donnez-lui-en un : faqresponder page --password. Ou laissez localhost.",
                    "Give it one: faqresponder page --password. Or leave it at localhost."));
        }

        if (settings.PublicAddress is null)
        {
            keys.Wrong(
                "ReviewPage:PublicAddress", "",
                new("On ne sait pas sous quel nom la page est demandée.", "It is not known under which name the page is asked for."),
                new("Écrivez son adresse complète, comme https://courrier.exemple.fr/.", "Write its full address, like https://mail.example.org/."));
        }
        else if (settings.PublicAddress.Scheme is "http" && !Written.IsThisMachine(settings.PublicAddress.Host))
        {
            keys.Warn(
                "ReviewPage:PublicAddress", $"{settings.PublicAddress}",
                new("Sans HTTPS, le mot de passe et vos messages passent en clair.", "Without HTTPS, the password and your mail travel in the clear."),
                new("Mettez devant elle un serveur web avec un certificat, et son adresse dans TrustedProxies.", "Put a web server with a certificate before it, and its address into TrustedProxies."));
        }
    }

    private static ListenAddress? Listen(KeyReader keys)
    {
        // Empty is a choice of its own: no page.
        var text = keys.Raw(ListenKey) is null ? ReviewPageSettings.DefaultListen : keys.Text(ListenKey);
        if (text.Length == 0) return null;
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort)
        {
            var host = text[..colon];
            if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)) return new(null, port);
            if (IPAddress.TryParse(host, out var address)) return new(address, port);
        }

        keys.Wrong(
            ListenKey, text, new("Ce n'est pas une adresse où écouter.", "This is not an address to listen on."),
            new(
                "Écrivez localhost:8425, ou l'adresse d'une carte réseau et un port, comme 192.168.1.10:8425 ; vide : pas de page.",
                "Write localhost:8425, or the address of a network card and a port, like 192.168.1.10:8425; empty: no page."));
        return new(null, 0);
    }

    private static List<IPAddress> Proxies(KeyReader keys)
    {
        var proxies = new List<IPAddress>();
        foreach (var text in keys.Texts(ProxiesKey))
        {
            if (IPAddress.TryParse(text, out var address)) proxies.Add(address);
            else
            {
                keys.Wrong(
                    ProxiesKey, text, new("Ce n'est pas une adresse IP.", "This is not an IP address."),
                    new("Écrivez l'adresse du serveur web qui est devant la page, comme 127.0.0.1.", "Write the address of the web server before the page, like 127.0.0.1."));
            }
        }

        return proxies;
    }
}
