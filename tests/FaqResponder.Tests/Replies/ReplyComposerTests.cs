using System.Text;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Mailbox;
using FaqResponder.Support;

namespace FaqResponder.Replies;

/// <summary>M11, M16: what a reply cites of the mail, in every template of both languages, and in the author's own words.</summary>
public sealed class ReplyComposerTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=\"y\"> & {{ signature }} {% raw %}\r\nBcc: victim@x\r\n.\r\n\rFrom me\u0007 'ok' ?";

    private readonly TempFolder _folder = new();

    public static TheoryData<ReplyKind, Language> Kinds => new()
    {
        { ReplyKind.Automatic, Language.French }, { ReplyKind.Automatic, Language.English }, { ReplyKind.Draft, Language.French }, { ReplyKind.Draft, Language.English },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_asker_wrote_is_text_and_nothing_else(ReplyKind kind, Language language)
    {
        var reply = Compose(Hostile, kind, language);

        reply.Html.ShouldContain("&lt;script&gt;");
        Markup(reply.Html).ShouldBe(Markup(Compose("Bonjour ?", kind, language).Html));
        reply.Html.ShouldContain("{{ signature }}");
        reply.Text.ShouldContain("<script>alert(1)</script>");
        new RawMail(MimeWriter.Write(reply)).ShouldBeWellFormed();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_cited_is_bounded_and_halves_no_character(ReplyKind kind, Language language)
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var reply = Compose(new string('a', shift) + string.Concat(Enumerable.Repeat("🐝", 20_000)), kind, language);

            reply.Text.Length.ShouldBeLessThan(6_000);
            reply.Html.Length.ShouldBeLessThan(70_000);
            reply.Text.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
            reply.Text.ShouldContain("🐝 […]");
        }
    }

    [Fact]
    public void Her_own_words_are_text_too_and_the_quotation_is_bounded()
    {
        var reply = Composer().ComposeFree(Mail(Hostile), Reading(Hostile + new string('b', 10_000), Language.French), "Non <b>jamais</b> & merci", "r@example.test")!;

        reply.Html.ShouldContain("Non &lt;b&gt;jamais&lt;/b&gt; &amp; merci");
        reply.Html.ShouldNotContain("<script");
        reply.Text.ShouldContain("> <script>alert(1)</script>");
        reply.Text.Length.ShouldBeLessThan(5_000);
        new RawMail(MimeWriter.Write(reply)).ShouldBeWellFormed();
    }

    [Fact]
    public void Who_is_cited_is_on_one_line_and_shows_one_address()
    {
        var reply = Composer().ComposeFree(Mail("Quoi ?") with { From = [new("Léa\r\n\u202Eboss@bank.test\n\n", "lea@client.test")] }, Reading("Quoi ?", Language.French), "Oui", "r@example.test")!;

        reply.Text.ShouldContain(", lea@client.test a écrit :");
        reply.ToName.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private Reply Compose(string text, ReplyKind kind, Language language) =>
        Composer().Compose(Mail(text), Reading(text, language), [Some.Post()], kind, "r@example.test")!;

    private ReplyComposer Composer() => new(new(_folder["templates"]), Some.Settings(_folder.Path, Mode.Answer), TimeProvider.System);

    private static IncomingMail Mail(string text) => Some.Mail(text: text);

    private static Reading Reading(string text, Language language) => new() { Text = text, Questions = [text], Language = language };

    // The tags of a page without what stands between them; how many lines the asker wrote doesn't matter.
    private static List<string> Markup(string html) =>
        [.. System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>").Select(m => m.Value).Where(t => t is not ("<br>" or "<p>" or "</p>"))];
}
