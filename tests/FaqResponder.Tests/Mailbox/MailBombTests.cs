using System.Diagnostics;
using System.Text;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

/// <summary>Mail made to take time or memory. The bounds are a hundred times what a common mail takes and a hundredth of what such mail took.</summary>
public sealed class MailBombTests
{
    private const long MostBytes = 400_000_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names => [.. Bombs.Keys];

    private static Dictionary<string, Func<string>> Bombs { get; } = new()
    {
        ["parts within parts"] = () => Head(Each(1000, i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n") + "\nFaut-il ?\n"),
        ["mails within mails"] = () => Head(Many(5000, "Content-Type: message/rfc822\n\n") + "\nFaut-il ?\n"),
        ["100,000 parts"] = () => Head("Content-Type: multipart/mixed; boundary=b\n\n" + Many(100_000, "--b\n\nx\n")),
        ["50 MB of base64"] = () => Head("Content-Transfer-Encoding: base64\n\n" + Many(700_000, new string('Q', 72) + "\n")),
        ["a subject of 10 MB"] = () => Head("Subject: " + Many(500_000, "=?utf-8?Q?=C3=A9t=C3=A9?= ") + "\n\nFaut-il ?\n"),
        ["10 MB of senders"] = () => "From: " + Many(700_000, "\"a\" <a@b.test>,\n ") + "c@d.test\n\nFaut-il ?\n",
        ["a million references"] = () => Head("References: " + Many(1_000_000, "<a@b>\n ") + "\n\nFaut-il ?\n"),
        ["10 MB of parameters"] = () => Head("Content-Type: text/plain" + Each(500_000, i => $"; name*{i}=bbbb") + "\n\nFaut-il ?\n"),
        ["a part header of 10 MB"] = () => Head("Content-Type: multipart/mixed; boundary=b\n\n--b\nX: " + Many(700_000, "aaaaaaaaaaaaa\n ") + "\n\nFaut-il ?\n--b--\n"),
        ["200,000 levels of quotation"] = () => Head("\n" + new string('>', 200_000) + " Faut-il ?\n"),
        ["flowing levels of quotation"] = () => Head("Content-Type: text/plain; format=flowed\n\n" + Many(300, new string('>', 900) + " x \n")),
        ["a line of 250,000 letters"] = () => Head("\n" + new string('a', 250_000)),
        ["250,000 words in a line"] = () => Head("\n" + Many(60_000, "mot ")),
        ["marks in a row"] = () => Head("\n" + Many(120_000, ". ")),
        ["100,000 lines"] = () => Head("\n" + Many(100_000, "a\n")),
        ["elements within elements"] = () => Html(Many(50_000, "<div>")),
        ["elements that pretend to be closed"] = () => Html(Many(28_000, "<div></x>")),
        ["styles that each paragraph repeats"] = () => Html("<p>" + Each(900, i => $"<b id={i}>") + Many(40_000, "<p>x")),
        ["tables within tables"] = () => Html(Many(16_000, "<table><tr><td>")),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hostile_mail_is_read_within_bounds(string name)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Bombs[name]()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var mail = await MimeReader.ReadAsync(stream, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        MailReader.Read(mail);
        ScreeningRules.Check(mail, Some.Policy(1_000_000));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
        watch.Elapsed.ShouldBeLessThan(MostTime);
        mail.Unreadable.ShouldBeNull();
        mail.From[0].Address.ShouldContain("@");
    }

    private static string Head(string rest) => "From: lea@client.test\n" + rest;

    private static string Html(string body) => Head("Content-Type: text/html\n\n" + body);

    private static string Many(int count, string text) => new StringBuilder(count * text.Length).Insert(0, text, count).ToString();

    private static string Each(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
