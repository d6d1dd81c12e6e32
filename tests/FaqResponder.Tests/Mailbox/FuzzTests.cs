using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Core.Screening;
using FaqResponder.Replies;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

/// <summary>
/// Reads thousands of broken mails the whole way: bytes, text, rules, into the ledger's JSON and back, and the replies to them. <c>FAQ_FUZZ_CASES</c> sets how many (3,000
/// unless told), <c>FAQ_FUZZ_SEED</c> the seed of the first one; each case has the next seed, which a failure names, so that one case can be run again.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(15);

    private static readonly string[] Fields =
        ["From", "To", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language", "Content-Type", "MIME-Version"];

    private readonly TempFolder _folder = new();
    private readonly ReplyComposer _composer;

    public FuzzTests() => _composer = new(new(_folder["templates"]), Some.Settings(_folder.Path, Mode.Answer), TimeProvider.System);

    [Fact]
    public async Task No_mail_however_broken_stops_the_reading()
    {
        var (first, cases) = (Set("FAQ_FUZZ_SEED", 1), Set("FAQ_FUZZ_CASES", 3_000));
        var readable = 0;
        for (var seed = first; seed < first + cases; seed++)
        {
            try
            {
                var mail = new MailMutator(seed, SeedMails.All).Next();
                // In a thread of its own: one that never ends is left there, and the case is named all the same.
                if (await Task.Run(() => ReadAsync(mail), TestContext.Current.CancellationToken).WaitAsync(MostTime, TestContext.Current.CancellationToken)) readable++;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Assert.Fail($"FAQ_FUZZ_SEED={seed} FAQ_FUZZ_CASES=1: {fault}");
            }
        }

        // Nearly all of it is still some mail: what is called unreadable is not an excuse.
        if (cases > 100) readable.ShouldBeGreaterThan(cases * 8 / 10);
    }

    /// <returns>Whether the mail could be read.</returns>
    private async Task<bool> ReadAsync(byte[] source)
    {
        using var stream = new MemoryStream(source);
        var mail = await MimeReader.ReadAsync(stream, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        var stored = StoredJson.ReadMail(StoredJson.Write(mail));
        stored.Digest().ShouldBe(mail.Digest());
        if (mail.Unreadable is not null) return false;

        var reading = MailReader.Read(mail);
        ScreeningRules.Check(mail, Some.Policy(10_000_000)).ShouldNotBeNull();
        reading.Text.ShouldNotContain('\0');
        Compose(mail, reading, ReplyKind.Automatic);
        Compose(mail, reading, ReplyKind.Draft);
        return true;
    }

    private void Compose(IncomingMail mail, Reading reading, ReplyKind kind)
    {
        if (_composer.Compose(mail, reading, [Some.Post()], kind, "r@example.test") is not { } reply) return;
        var raw = new RawMail(MimeWriter.Write(reply));
        // The author may write to an address in another script; no machine does.
        if (kind is ReplyKind.Automatic) raw.ShouldBeWellFormed();
        raw.Fields.Select(f => f.Name).Except(Fields, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        raw.Fields.Select(f => f.Name).ShouldBeUnique();
    }

    public void Dispose() => _folder.Dispose();

    private static int Set(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
