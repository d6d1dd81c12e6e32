using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace FaqResponder.Settings;

/// <summary>How values are written in settings: each reads one kind of value, or says that it is none.</summary>
internal static partial class Written
{
    /// <summary>
    /// A duration: <c>00:01:00</c>, <c>72:00:00</c>, <c>3.00:00:00</c>. Read by hand, since <see cref="TimeSpan"/> takes "3" for three
    /// days and "24:00:00" for twenty-four days.
    /// </summary>
    public static TimeSpan? Duration(string text)
    {
        if (DurationForm().Match(text) is not { Success: true } match) return null;
        var days = match.Groups["d"].Success ? Number(match, "d") : 0;
        var (hours, minutes, seconds) = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
        if (minutes > 59 || seconds > 59 || (hours > 23 && match.Groups["d"].Success)) return null;
        return new TimeSpan(days, hours, minutes, seconds);
    }

    /// <summary>A time of day: <c>07:30</c>, <c>07:30:00</c>.</summary>
    public static TimeSpan? TimeOfDay(string text) => Duration(text.Count(c => c == ':') == 1 ? text + ":00" : text) is { TotalDays: < 1 } time ? time : null;

    /// <summary>An e-mail address alone (addr-spec), as people write them: no quotes, no comments.</summary>
    public static bool IsEmail(string text)
    {
        if (text.Length > 254 || EmailForm().Match(text) is not { Success: true } match) return false;
        var domain = match.Groups["domain"].Value;
        return domain is "localhost" || (domain.Contains('.', StringComparison.Ordinal) && Array.TrueForAll(domain.Split('.'), IsLabel));
    }

    /// <summary>The domain of an e-mail address, in lower case; empty when there is none.</summary>
    public static string DomainOf(string email) => email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>A server's name or address, alone.</summary>
    public static bool IsHost(string text) =>
        IPAddress.TryParse(text, out _) || (text.Length <= 253 && Array.TrueForAll(text.TrimEnd('.').Split('.'), IsLabel));

    /// <summary>Whether a server is this machine itself.</summary>
    public static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>A web address, in full.</summary>
    public static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address : null;

    /// <summary>A SHA-256 fingerprint in upper-case hexadecimal, however it was copied: with colons, spaces, or openssl's words before it.</summary>
    public static string? Fingerprint(string text)
    {
        var digits = string.Concat(text[(text.LastIndexOf('=') + 1)..].Where(c => c != ':' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>A number between 0 and 1, with a point.</summary>
    public static double? Probability(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
            ? value
            : null;

    /// <summary>A share: a number between 0 and 1, or a percentage ("95 %").</summary>
    public static double? Share(string text) =>
        !text.EndsWith('%') ? Probability(text)
        : double.TryParse(text.AsSpan()[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 ? percent / 100
        : null;

    /// <summary>A value as it may be shown: a password inside an address is cut out.</summary>
    public static string Shown(string text) => UserInfo().Replace(text, "//…@");

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    [GeneratedRegex(@"^(?:(?<d>\d{1,4})\.)?(?<h>\d{1,3}):(?<m>\d{2}):(?<s>\d{2})$", RegexOptions.ExplicitCapture)]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^[^@\s""<>()\[\]\\,;:\p{Cc}]{1,64}@(?<domain>[^@\s]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex EmailForm();

    [GeneratedRegex("//[^/@]*@", RegexOptions.ExplicitCapture)]
    private static partial Regex UserInfo();
}
