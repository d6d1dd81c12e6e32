using System.Diagnostics;
using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

/// <summary>
/// Reads thousands of broken mails the whole way: bytes, text, rules, and into the ledger's JSON and back. <c>FAQ_FUZZ_CASES</c> sets how many (3,000
/// unless told), <c>FAQ_FUZZ_SEED</c> the seed of the first one; each case has the next seed, which a failure names, so that one case can be run again.
/// </summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task No_mail_however_broken_stops_the_reading()
    {
        var (first, cases) = (Set("FAQ_FUZZ_SEED", 1), Set("FAQ_FUZZ_CASES", 3_000));
        var readable = 0;
        for (var seed = first; seed < first + cases; seed++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                if (await ReadAsync(new MailMutator(seed, SeedMails.All).Next())) readable++;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Assert.Fail($"FAQ_FUZZ_SEED={seed} FAQ_FUZZ_CASES=1: {fault}");
            }

            watch.Elapsed.ShouldBeLessThan(MostTime, $"FAQ_FUZZ_SEED={seed} FAQ_FUZZ_CASES=1");
        }

        // Nearly all of it is still some mail: what is called unreadable is not an excuse.
        if (cases > 100) readable.ShouldBeGreaterThan(cases * 8 / 10);
    }

    /// <returns>Whether the mail could be read.</returns>
    private static async Task<bool> ReadAsync(byte[] source)
    {
        using var stream = new MemoryStream(source);
        var mail = await MimeReader.ReadAsync(stream, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        var stored = StoredJson.ReadMail(StoredJson.Write(mail));
        stored.Digest().ShouldBe(mail.Digest());
        if (mail.Unreadable is not null) return false;

        var reading = MailReader.Read(mail);
        ScreeningRules.Check(mail, Some.Policy(10_000_000)).ShouldNotBeNull();
        reading.Text.ShouldNotContain('\0');
        return true;
    }

    private static int Set(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
