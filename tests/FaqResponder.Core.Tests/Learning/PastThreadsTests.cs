using FaqResponder.Core.Learning;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Learning;

/// <summary>Which mail of the past a mail of hers answers.</summary>
public sealed class PastThreadsTests
{
    private readonly PastThreads<string> _past = new();

    [Fact]
    public void A_reply_answers_the_mail_that_it_names()
    {
        Receive("first", "1@a", "Devis");
        Receive("second", "2@a", "Devis");

        Found(Reply("Re: Devis") with { InReplyTo = ["1@a"] }).ShouldBe("first");
    }

    [Fact]
    public void Where_the_mail_that_it_names_is_gone_the_nearest_of_the_thread_counts()
    {
        Receive("root", "1@a", "Devis");
        Receive("second", "2@a", "Devis");

        Found(Reply("Re: Devis") with { InReplyTo = ["9@a"], References = ["1@a", "2@a", "9@a"] }).ShouldBe("second");
    }

    [Fact]
    public void What_goes_to_somebody_else_is_no_answer()
    {
        Receive("first", "1@a", "Devis");

        Found(Reply("Tr: Devis", "consoeur@example.org") with { InReplyTo = ["1@a"] }).ShouldBeNull();
    }

    [Fact]
    public void A_form_s_mail_is_answered_to_whom_the_reply_goes()
    {
        _past.Add("form", Some.Mail("Contact", from: "form@site.example") with { MessageId = "1@a", ReplyTo = [new("", "lea@example.com")] });

        Found(Reply("Re: Contact") with { InReplyTo = ["1@a"] }).ShouldBe("form");
    }

    [Fact]
    public void Without_a_thread_the_newest_with_the_subject_that_has_no_answer_yet_is_meant()
    {
        Receive("old", "1@a", "Devis", daysBefore: 20);
        Receive("new", "2@a", "Devis", daysBefore: 2);
        Receive("other", "3@a", "Tarif", daysBefore: 1);

        Found(Reply("RE: DEVIS")).ShouldBe("new");
        Found(Reply("RE: DEVIS")).ShouldBe("old");
        Found(Reply("RE: DEVIS")).ShouldBeNull();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-1)]
    public void Neither_a_mail_of_long_ago_nor_one_that_came_later_is_meant(int daysBefore)
    {
        Receive("first", "1@a", "Devis", daysBefore);

        Found(Reply("Re: Devis")).ShouldBeNull();
    }

    private void Receive(string place, string id, string subject, int daysBefore = 1) =>
        _past.Add(place, Some.Mail(subject) with { MessageId = id, ArrivedAt = Some.Noon.AddDays(-daysBefore) });

    private string? Found(IncomingMail sent) => _past.TryFind(sent, out var place) ? place : null;

    private static IncomingMail Reply(string subject, string to = "LEA@example.com") => new()
    {
        Subject = subject,
        From = [new("", Some.Author)],
        To = [new("", to)],
        MessageId = "r@b",
        Date = Some.Noon,
        ArrivedAt = Some.Noon,
    };
}
