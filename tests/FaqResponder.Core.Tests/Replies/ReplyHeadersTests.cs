using System.Globalization;

using FaqResponder.Core.Replies;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Replies;

public sealed class ReplyHeadersTests
{
    [Fact]
    public void An_automatic_reply_goes_to_the_return_path_and_never_to_reply_to()
    {
        var mail = Some.Mail(("Return-Path", "<path@example.com>")) with { ReplyTo = [new("", "other@example.com")] };

        ReplyHeaders.Recipient(mail, ReplyKind.Automatic).ShouldBe(new("", "path@example.com"));
    }

    [Fact]
    public void A_display_name_is_kept_where_it_belongs_to_the_address() =>
        ReplyHeaders.Recipient(Some.Mail(("Return-Path", "<LEA@example.com>")), ReplyKind.Automatic).ShouldBe(new("Léa", "lea@example.com"));

    [Fact]
    public void Without_a_return_path_the_sender_gets_the_automatic_reply() =>
        ReplyHeaders.Recipient(Some.Mail(), ReplyKind.Automatic)!.Address.ShouldBe("lea@example.com");

    [Theory]
    [InlineData("<>")]
    [InlineData("<not an address>")]
    [InlineData("<a@example.com, b@example.com>")]
    [InlineData("<a@example.com\r\nBcc: b@example.com>")]
    public void Nobody_gets_an_automatic_reply_through_a_bad_return_path(string path) =>
        ReplyHeaders.Recipient(Some.Mail(("Return-Path", path)), ReplyKind.Automatic).ShouldBeNull();

    [Theory]
    [InlineData(ReplyKind.Draft)]
    [InlineData(ReplyKind.FromAuthor)]
    public void The_authors_reply_goes_to_reply_to_or_else_to_the_sender(ReplyKind kind)
    {
        var mail = Some.Mail(("Return-Path", "<path@example.com>"));

        ReplyHeaders.Recipient(mail, kind)!.Address.ShouldBe("lea@example.com");
        ReplyHeaders.Recipient(mail with { ReplyTo = [new("", "other@example.com")] }, kind)!.Address.ShouldBe("other@example.com");
        ReplyHeaders.Recipient(mail with { From = [] }, kind).ShouldBeNull();
    }

    [Theory]
    [InlineData("Une question", "Auto: Une question")]
    [InlineData("Re: Une question", "Auto: Re: Une question")]
    [InlineData("Auto: Une question", "Auto: Une question")]
    [InlineData("Re: auto: Une question", "Auto: Une question")]
    [InlineData("Auto: Re: Auto: Une question", "Auto: Une question")]
    [InlineData("", "Auto: Votre message")]
    [InlineData(" \t ", "Auto: Votre message")]
    [InlineData("Auto:", "Auto: Votre message")]
    public void An_automatic_subject_is_marked_once(string original, string expected) => Automatic(original).ShouldBe(expected);

    [Theory]
    [InlineData("Une question", "Re: Une question")]
    [InlineData("RE : re: Réf : Une question", "Re: Une question")]
    [InlineData("Re[2]: Une question", "Re: Une question")]
    [InlineData("Rebecca: une question", "Re: Rebecca: une question")]
    [InlineData("Re:", "Re: Votre message")]
    public void The_authors_subject_is_marked_once(string original, string expected) =>
        ReplyHeaders.Subject(original, ReplyKind.Draft, "Auto: ", "Votre message").ShouldBe(expected);

    [Fact]
    public void No_line_break_reaches_a_header()
    {
        var subject = Automatic("Une question\r\nBcc: victim@example.com\n\tX: y\0\u0085\u2028z\u007f");

        subject.ShouldBe("Auto: Une question Bcc: victim@example.com X: y z");
    }

    [Fact]
    public void A_long_subject_is_cut_and_no_emoji_is_halved()
    {
        Automatic(new('a', 5_000)).Length.ShouldBeLessThan(210);

        foreach (var shift in (int[])[0, 1])
        {
            var subject = Automatic(new string('a', shift) + string.Concat(Enumerable.Repeat("🐝", 300)));

            subject.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            subject.ShouldEndWith("🐝…");
        }
    }

    [Fact]
    public void References_are_the_old_ones_and_the_mail() =>
        ReplyHeaders.References(Some.Mail() with { References = ["a@x", "b@x"], InReplyTo = ["c@x"] }).ShouldBe(["a@x", "b@x", "1@example.com"]);

    [Fact]
    public void A_single_in_reply_to_stands_in_for_missing_references()
    {
        ReplyHeaders.References(Some.Mail() with { InReplyTo = ["c@x"] }).ShouldBe(["c@x", "1@example.com"]);
        ReplyHeaders.References(Some.Mail() with { InReplyTo = ["c@x", "d@x"] }).ShouldBe(["1@example.com"]);
    }

    [Fact]
    public void Without_a_message_id_the_old_references_are_kept() =>
        ReplyHeaders.References(Some.Mail() with { References = ["a@x"], MessageId = null }).ShouldBe(["a@x"]);

    [Fact]
    public void A_thousand_references_keep_the_first_and_the_newest()
    {
        var references = ReplyHeaders.References(
            Some.Mail() with { References = [.. Enumerable.Range(0, 1_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}@x"))] });

        references.Count.ShouldBe(30);
        references[0].ShouldBe("0@x");
        references.TakeLast(2).ShouldBe(["999@x", "1@example.com"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b@x")]
    [InlineData("a@x\r\nBcc:y")]
    [InlineData("<a@x>")]
    [InlineData("é@x")]
    public void An_unsafe_identifier_is_dropped(string id)
    {
        ReplyHeaders.IsSafe(id).ShouldBeFalse();
        ReplyHeaders.References(Some.Mail() with { References = [id, "b@x"], MessageId = id }).ShouldBe(["b@x"]);
    }

    [Fact]
    public void An_endless_identifier_is_dropped() => ReplyHeaders.IsSafe(new('a', 1_000)).ShouldBeFalse();

    private static string Automatic(string original) => ReplyHeaders.Subject(original, ReplyKind.Automatic, "Auto: ", "Votre message");
}
