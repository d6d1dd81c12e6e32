using System.Text;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Support;

using Microsoft.Playwright;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>
/// Mails that are made to do something on her page: what they hold is shown as text and does nothing, wherever it stands. That nothing ran, asked another host
/// or opened a dialog is checked at the end of every test.
/// </summary>
public sealed class HostileStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private const int LargestPage = 100_000;

    private static readonly string Long = new('x', 10_000);

    // None is longer than a name that the tray shows in full.
    private static readonly Dictionary<string, string> Payloads = new()
    {
        ["script"] = "\"><script>alert(1)</script><img src=x onerror=alert(1)>",
        ["SVG"] = "<svg onload=alert(1)><script>alert(2)</script></svg>",
        ["style"] = "'><style>*{display:none}</style><p style=color:red>",
        ["a stylesheet"] = "<link rel=stylesheet href=//evil.example/x.css>",
        ["a link that runs"] = "<a href=javascript:alert(1) autofocus onfocus=alert(1)>",
        ["a link of data"] = "<iframe src='data:text/html,<script>alert(1)</script>'>",
        ["pictures"] = "<img src=http://evil.example/x><video src=//evil.example>",
        ["a way out of the frame"] = "</textarea></iframe><script>top.location='//evil'</script>",
        ["another base"] = "</body></html><base href=http://evil.example/>",
        ["leading elsewhere"] = "<meta http-equiv=refresh content=0;url=//evil.example>",
        ["a form"] = "<form action=//evil.example><button>Envoyer</button>",
        ["a template"] = "{{ posts }}{% for p in posts %}{{ p.url }}{% endfor %}",
        ["Razor and entities"] = "@Model.Mail @(1+1) &lt;b&gt; &amp;amp; &#x3c;i&#x3e;",
    };

    private readonly MailServer _server = server;

    public static TheoryData<string> Kinds => [.. Payloads.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_mail_holds_is_shown_as_text_and_does_nothing_on_any_page(string kind)
    {
        var payload = Payloads[kind];
        var served = await ServeAsync(adjust: s => Daring(s).AtOnce());
        foreach (var subject in (string[])[payload, $"{payload}!"]) await BringAsync(served, subject, new TextPart("plain") { Text = Text(payload) }, payload);
        var page = await OpenAsync(served);

        Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain(Plain(payload));
        await page.GotoAsync("/group/1");
        Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain(Plain(payload));
        await page.GotoAsync("/posts");
        Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("Faut-il un diplôme");
        await page.GotoAsync("/mail/1");
        Plain(await page.Locator("h1").InnerTextAsync()).ShouldBe(Plain(payload));
        Plain(await page.Locator("article .words").First.InnerTextAsync()).ShouldContain(Plain(payload));
        Plain(await page.Locator(".others").InnerTextAsync()).ShouldContain(Plain($"{payload}!"));
        (await PreviewAsync(page)).ShouldContain(Plain(payload));
        await page.Suggestion("Faut-il un diplôme ?").SendPost().FollowAsync();
        Plain(await page.Done().InnerTextAsync()).ShouldContain(Plain(payload));
        await served.Service.BecomesAsync(payload, MailState.AnsweredByAuthor);
        await page.GotoAsync("/posts/diplome");
        Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain(Plain(payload));
        await page.GotoAsync("/mail/2");
        await page.Button("p").FollowAsync();
        await page.GotoAsync("/?in=later");
        Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain(Plain($"{payload}!"));
    }

    [Fact]
    public async Task What_was_answered_by_machine_is_shown_as_text()
    {
        var served = await ServeAsync(Mode.Answer, Daring);
        foreach (var payload in Payloads.Values) await BringAsync(served, payload, new TextPart("plain") { Text = $"{Posts.DiplomaQuestion} Merci d'avance de votre réponse.\n\n{payload}\n" }, payload, MailState.Answered);

        var page = await OpenAsync(served, path: "/answered");

        var shown = Plain(await page.GetByRole(AriaRole.Main).InnerTextAsync());
        Payloads.Values.ShouldAllBe(p => shown.Contains($"{Plain(p)} · {Plain(p)}", StringComparison.Ordinal));
        foreach (var file in served.Service.Ledger.List(100))
        {
            await page.GotoAsync($"/mail/{file.Id}");
            Plain(await page.Locator(".sent-words").InnerTextAsync()).ShouldContain("Faut-il un diplôme");
        }
    }

    [Fact]
    public async Task Mails_laid_out_in_HTML_do_nothing()
    {
        var served = await ServeAsync(adjust: Daring);
        foreach (var payload in Payloads.Values)
        {
            await BringAsync(served, "Diplôme", new TextPart("html") { Text = $"<html><body><p>{Posts.DiplomaQuestion} Merci d'avance de votre réponse.</p>{payload}<p>Bien à vous</p></body></html>" });
        }

        var page = await OpenAsync(served);
        foreach (var file in served.Service.Ledger.List(100))
        {
            await page.GotoAsync($"/mail/{file.Id}");
            (await page.Locator("article .words").First.InnerTextAsync()).ShouldContain("Faut-il un diplôme");
            (await PreviewAsync(page)).ShouldContain("Faut-il un diplôme");
        }
    }

    [Fact]
    public async Task What_turns_the_direction_leaves_our_own_words_where_they_are()
    {
        var served = await ServeAsync(adjust: Daring);
        await BringAsync(served, "Diplôme", new TextPart("plain") { Text = Posts.DiplomaQuestion });
        await BringAsync(served, "\u202EAssurance\u2067 evil\u202E", new TextPart("plain") { Text = "\u202EBonjour, un restaurant de crêpes\u2067 ?\u202E\n\u200F\u202Eencore" }, "\u202EL\u00e9a\u2066 <\u202Erotsap\u202E>");
        var page = await OpenAsync(served);

        // A reordered row has its parts elsewhere than an ordinary one.
        foreach (var part in (string[])[".who", "time", ".what", ".why"])
        {
            var boxes = await page.Locator($".row {part}").EvaluateAllAsync<double[]>("all => all.map(e => e.getBoundingClientRect().left)");
            if (part != "time") boxes[1].ShouldBe(boxes[0], 1, part);
        }

        await NoDirectionsAsync(page);
        await page.GotoAsync("/mail/2");
        await NoDirectionsAsync(page);
        (await page.Locator("h1, h2, button, summary, label").EvaluateAllAsync<string[]>("all => all.map(e => getComputedStyle(e).direction)")).ShouldAllBe(d => d == "ltr");
        (await page.Locator(".from").InnerTextAsync()).ShouldContain("rotsap");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_endless_is_cut_and_neither_swells_the_page_nor_its_layout(bool phone)
    {
        var served = await ServeAsync(adjust: Daring);
        await BringAsync(served, "Endless", new TextPart("plain") { Text = $"{Posts.DiplomaQuestion} {Long} {string.Concat(Enumerable.Repeat(Long, 30))} ?" }, Long);
        await BringRawAsync(served, $"Subject: {string.Concat(Enumerable.Repeat("Assurance\u00e9 ", 100_000))}\r\n", Posts.DiplomaQuestion);
        await BringAttachmentsAsync(served);
        var page = await OpenAsync(served, new() { Phone = phone });

        foreach (var path in (string[])["/", "/mail/1", "/mail/2", "/mail/3", "/group/1", "/mail/1/preview", "/mail/3/preview"])
        {
            var answer = (await page.GotoAsync(path))!;
            (await answer.BodyAsync()).Length.ShouldBeLessThan(LargestPage, path);
            if (!path.EndsWith("/preview", StringComparison.Ordinal)) await page.ShouldFitAsync();
        }
    }

    [Fact]
    public async Task Names_of_attachments_are_text()
    {
        var served = await ServeAsync(adjust: Daring);
        await BringAttachmentsAsync(served);

        var page = await OpenAsync(served, path: "/mail/1");

        var names = await page.Locator(".attached .file").AllInnerTextsAsync();
        names.Count.ShouldBeLessThanOrEqualTo(20);
        names.ShouldContain(n => n.Contains("<script>alert", StringComparison.Ordinal));
        names.ShouldAllBe(n => n.Length <= 100);
    }

    [Fact]
    public async Task Control_characters_leave_no_trace()
    {
        var served = await ServeAsync(adjust: Daring);
        await BringRawAsync(served, "Subject: =?utf-8?B?" + Convert.ToBase64String("Diplôme\r\nBcc: x@y.example\0\u001b[2J\u0085\u2028"u8) + "?=\r\nX-Odd: 1\r\n", $"Bonjour\u0000\u0007\u001b[31m,\n{Posts.DiplomaQuestion}\u0085\u2028\u0001");
        var page = await OpenAsync(served);

        foreach (var path in (string[])["/", "/mail/1"])
        {
            await page.GotoAsync(path);
            (await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotContain(c => char.IsControl(c) && c != '\n' && c != '\t', path);
        }
    }

    /// <summary>All is a question to it, and every mail may be answered.</summary>
    private static FaqSettings Daring(FaqSettings settings) => settings with
    {
        Answering = settings.Answering with { Thresholds = new(0.01, 0.005), Caps = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue) },
    };

    private static string Text(string payload) => $"{Posts.DiplomaQuestion} Merci d'avance de votre réponse, je me lance bientôt.\n\n{payload}\n\nFaut-il {payload} ?\n";

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task NoDirectionsAsync(IPage page) =>
        (await page.ContentAsync()).Where(IsDirection).ShouldBeEmpty(page.Url);

    private static bool IsDirection(char c) => c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>Opens the preview in both formats.</summary>
    private static async Task<string> PreviewAsync(IPage page)
    {
        var frame = page.FrameLocator("iframe[name=preview]");
        await page.Locator(".preview summary").FollowAsync();
        await frame.Locator("blockquote").WaitForAsync();
        await page.Locator("[data-preview]").Nth(1).FollowAsync();
        await frame.Locator("pre").WaitForAsync();
        return Plain((await frame.Locator("pre").InnerTextAsync()).Replace("\n>", "\n", StringComparison.Ordinal));
    }

    private async Task BringAsync(ServedPage served, string subject, MimeEntity body, string? name = null, MailState until = MailState.Waiting)
    {
        // One person is sent a post by itself only once.
        var asker = until is MailState.Answered ? _server.NewAccount("lea", "client.test") : served.Asker;
        var mail = Mails.From(asker, served.Service.Author, subject, "");
        mail.Body = body;
        if (name is not null) mail.From[0] = new MailboxAddress(name, asker.Address);
        await _server.DeliverAsync(served.Service.Author, mail);
        await CountedAsync(served, until);
    }

    /// <summary>The same for what no library would write.</summary>
    private async Task BringRawAsync(ServedPage served, string fields, string text)
    {
        await _server.DeliverRawAsync(served.Service.Author, Encoding.UTF8.GetBytes($"From: {served.Asker.Address}\r\nTo: {served.Service.Author.Address}\r\n{fields}Content-Type: text/plain; charset=utf-8\r\n\r\n{text.ReplaceLineEndings("\r\n")}\r\n"), served.Asker.Address);
        await CountedAsync(served, MailState.Waiting);
    }

    private Task BringAttachmentsAsync(ServedPage served)
    {
        var parts = new Multipart("mixed") { new TextPart("plain") { Text = Posts.DiplomaQuestion } };
        for (var i = 0; i < 200; i++)
        {
            var name = (i % 4) switch { 0 => $"<script>alert('ran {i}')</script>.pdf", 1 => $"{i}{Long[..2000]}.exe", 2 => $"\u202Efdp.{i}.exe", _ => $"../../{i}\"onload='alert(1)'.svg" };
            parts.Add(new MimePart("application", "octet-stream") { FileName = name, ContentDisposition = new("attachment") { FileName = name }, Content = new MimeContent(new MemoryStream("x"u8.ToArray())) });
        }

        return BringAsync(served, "Pièces jointes", parts);
    }

    /// <summary>Waits until what was brought last is there: a hostile subject is a poor name.</summary>
    private static async Task CountedAsync(ServedPage served, MailState state)
    {
        await served.Service.RestsAsync();
        await Eventually.TrueAsync(() => served.Service.Ledger.List(10) is [var newest, ..] && newest.State == state, () => $"{string.Join("; ", served.Service.Ledger.List(10).Select(e => $"{e.State} {e.Reason.Words.English}"))}; {served.Service.JournalText}");
    }
}
