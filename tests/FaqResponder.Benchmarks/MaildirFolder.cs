using System.Globalization;

namespace FaqResponder.Benchmarks;

/// <summary>Puts mails into a Maildir as files, which takes seconds where a delivery takes minutes.</summary>
internal static class MaildirFolder
{
    /// <summary>Mails that have just arrived.</summary>
    public static void Fill(string maildir, IEnumerable<byte[]> mails) => Fill(maildir, mails, i => TimeProvider.System.GetUtcNow().AddSeconds(-60), seen: false);

    /// <summary>Mails that were read long ago.</summary>
    public static void FillWithHistory(string maildir, IEnumerable<byte[]> mails) =>
        Fill(maildir, mails, i => TimeProvider.System.GetUtcNow().AddDays(-2000).AddMinutes(i * 30), seen: true);

    private static void Fill(string maildir, IEnumerable<byte[]> mails, Func<int, DateTimeOffset> arrival, bool seen)
    {
        var folder = Path.Combine(maildir, seen ? "cur" : "new");
        var number = 0;
        foreach (var mail in mails)
        {
            var arrived = arrival(number);
            // S= and W= tell Dovecot the sizes, as its own deliveries do.
            var name = string.Create(CultureInfo.InvariantCulture, $"{arrived.ToUnixTimeSeconds()}.M{number:000000}P1.bench,S={mail.Length},W={mail.Length}{(seen ? ":2,S" : "")}");
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, mail);
            // It becomes the INTERNALDATE.
            File.SetLastWriteTimeUtc(path, arrived.UtcDateTime);
            number++;
        }
    }
}
