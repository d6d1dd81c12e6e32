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
    [InlineData("<a,b@example.com>")]
    [InlineData("<a@example.com;b>")]
    [InlineData("<a@b@example.com>")]
    [InlineData("<@example.com>")]
    [InlineData("<a@>")]
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

    [Fact]
    public void A_machine_writes_to_ascii_addresses_only() =>
        ReplyHeaders.Recipient(Some.Mail() with { From = [new("", "léa@example.com")] }, ReplyKind.Automatic).ShouldBeNull();

    [Theory]
    [InlineData("lea", false)]
    [InlineData("lea@example.com, leo@example.com", false)]
    [InlineData("lea@example.com\r\n", false)]
    [InlineData("l ea@example.com", false)]
    [InlineData("\"l\"ea@example.com", false)]
    [InlineData("\"l ea\"@example.com", true)]
    [InlineData("O'Lea+x=y/z@example.com", true)]
    [InlineData("-lea@[192.0.2.1]", true)]
    [InlineData("léa@bücher.example", true)]
    public void The_author_writes_to_one_address_or_to_nobody(string address, bool written) =>
        (ReplyHeaders.Recipient(Some.Mail() with { ReplyTo = [new("", address)] }, ReplyKind.FromAuthor) is not null).ShouldBe(written);

    [Theory]
    [InlineData("Une question", "Auto: Une question")]
    [InlineData("Re: Une question", "Auto: Re: Une question")]
    [InlineData("Auto: Une question", "Auto: Une question")]
    [InlineData("Re: auto: Une question", "Auto: Une question")]
    [InlineData("Auto: Re: Auto: Une question", "Auto: Une question")]
    [InlineData("", "Auto: Votre message")]
    [InlineData(" \t ", "Auto: Votre message")]
    [InlineData("Auto:", "Auto: Votre message")]
    [InlineData("Re: RE : Re:", "Auto: Votre message")]
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

    [Theory]
    [InlineData("👩🏽‍🚀")]
    [InlineData("e\u0301")]
    [InlineData("🇫🇷")]
    public void A_long_subject_is_cut_between_what_a_reader_sees_as_characters(string character)
    {
        foreach (var shift in Enumerable.Range(0, 8))
        {
            var subject = Automatic(new string('a', shift) + string.Concat(Enumerable.Repeat(character, 300)));

            subject["Auto: ".Length..^1].Replace("a", "", StringComparison.Ordinal).Replace(character, "", StringComparison.Ordinal).ShouldBeEmpty();
            subject.Length.ShouldBeLessThan(210);
        }
    }

    [Fact]
    public void One_letter_under_endless_accents_is_cut_too() => Automatic("a" + new string('\u0301', 100_000)).Length.ShouldBeInRange(100, 210);

    [Fact]
    public void Marks_that_turn_the_direction_are_left_out_and_right_to_left_text_is_not()
    {
        Automatic("a\u202eb\u2067c\u202cd\u2069").ShouldBe("Auto: a b c d");
        Automatic("שאלה\u200f").ShouldBe("Auto: שאלה\u200f");
    }

    [Theory]
    [InlineData("Léa Martin", "Léa Martin")]
    [InlineData("Léa\r\nBcc: victim", "Léa Bcc: victim")]
    [InlineData("LEA@example.com", "LEA@example.com")]
    [InlineData("boss@example.org", "")]
    [InlineData("Boss <boss@example.org>", "")]
    [InlineData("Léa @ Atelier", "Léa @ Atelier")]
    public void A_display_name_shows_no_other_address(string name, string shown) => ReplyHeaders.NameOf(new(name, "lea@example.com")).ShouldBe(shown);

    [Fact]
    public void A_display_name_is_bounded() => ReplyHeaders.NameOf(new(new('x', 10_000), "lea@example.com")).Length.ShouldBe(100);

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
