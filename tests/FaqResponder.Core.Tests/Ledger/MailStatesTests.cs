using FaqResponder.Core.Ledger;

namespace FaqResponder.Core.Tests.Ledger;

public sealed class MailStatesTests
{
    private static readonly (MailState From, MailState To)[] Ways =
    [
        (MailState.Received, MailState.Decided),
        (MailState.Decided, MailState.Answering),
        (MailState.Decided, MailState.Waiting),
        (MailState.Decided, MailState.SetAside),
        (MailState.Answering, MailState.Answered),
        (MailState.Answering, MailState.AnsweredByAuthor),
        (MailState.Answering, MailState.Uncertain),
        (MailState.Answering, MailState.Waiting),
        (MailState.Uncertain, MailState.Waiting),
        (MailState.Waiting, MailState.Answering),
        (MailState.Waiting, MailState.AnsweredByAuthor),
        (MailState.Waiting, MailState.Dismissed),
        (MailState.Answered, MailState.Waiting),
        (MailState.AnsweredByAuthor, MailState.Waiting),
        (MailState.Dismissed, MailState.Waiting),
        (MailState.SetAside, MailState.Waiting),
    ];

    [Fact]
    public void A_mail_goes_only_the_allowed_ways()
    {
        var all = Enum.GetValues<MailState>();

        (from a in all from b in all where a.MayBecome(b) select (a, b)).ShouldBe(Ways, ignoreOrder: true);
    }

    [Fact]
    public void Every_state_that_is_no_end_leads_on_and_an_end_only_back_into_the_queue()
    {
        foreach (var state in Enum.GetValues<MailState>().Where(s => !s.IsEnd())) Ways.ShouldContain(w => w.From == state);
        Ways.Where(w => w.From.IsEnd()).ShouldAllBe(w => w.To == MailState.Waiting);
    }

    [Fact]
    public void An_uncertain_reply_is_never_sent_again_by_itself() => MailState.Uncertain.MayBecome(MailState.Answering).ShouldBeFalse();

    [Fact]
    public void Every_state_has_a_word_of_its_own_in_both_languages()
    {
        var words = Enum.GetValues<MailState>().Select(s => s.Word()).ToList();

        words.Select(w => w.French).ShouldBeUnique();
        words.Select(w => w.English).ShouldBeUnique();
    }
}
