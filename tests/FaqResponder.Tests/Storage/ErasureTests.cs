using System.Text;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

public sealed class ErasureTests : IDisposable
{
    private const string Lea = "lea.zygomatique@client.test";

    private readonly TempFolder _folder = new();
    private readonly FilledLedger _ledger;
    private readonly Erasure _erasure;

    public ErasureTests()
    {
        _ledger = new(_folder.Path);
        _erasure = new(_ledger.Database, TimeProvider.System);
    }

    [Fact]
    public void Nothing_that_she_wrote_and_nothing_that_names_her_is_left_in_the_files_while_the_service_has_them_open()
    {
        using var service = _ledger.Database.Open();
        var mail = Letter("Objet xylophone", "Bonjour, quelle est la question kaléidoscope ?\n\nLéa Wisigothe") with { From = [new("Léa Wisigothe", Lea)], MessageId = "ornithorynque@client.test" };
        var match = new Match(Some.Post("a"), 0.7, new("question kaléidoscope", ["kaléidoscope"], [], null, null));
        var id = _ledger.Decided(mail, new(new Decision.AskTheAuthor([match], new(Because.OneQuestionOpen, "question kaléidoscope")), [match], _ledger.Reply(mail, ReplyKind.Draft, "a"), "fr"));
        _ledger.Answered(Letter("Second xylophone", "Et le kaléidoscope ?"), "a");
        _ledger.Received(Letter("Troisième xylophone", "Toujours le kaléidoscope ?"));
        foreach (var word in Traces) Holds(word).ShouldBeTrue($"{word} is not there in the first place");

        _erasure.Erase(Lea).Mails.Count.ShouldBe(3);
        _erasure.IsScrubDue().ShouldBeTrue();
        _erasure.Scrub().ShouldBeTrue();

        _erasure.IsScrubDue().ShouldBeFalse();
        foreach (var word in Traces) Holds(word).ShouldBeFalse(word);
        _ledger.Reader.Show(id)!.Entry.Subject.ShouldBe(Erasure.Mark);
    }

    [Theory]
    [InlineData("léa@client.test")]
    [InlineData("LÉA@client.test")]
    [InlineData("Lea.O'Hara_%x@Client.Test")]
    public void An_address_is_found_however_it_is_written(string address)
    {
        _ledger.Answered(Some.Mail("Un") with { From = [new("", address)] }, "a");
        _ledger.Waiting(Some.Mail("Deux", "Par le formulaire.") with { From = [new("", "form@site.test")], ReplyTo = [new("", address)] });

        _erasure.Erase(address.ToLowerInvariant()).Mails.Count.ShouldBe(2);
    }

    [Fact]
    public void Each_mail_keeps_its_one_outcome_with_its_reason_and_is_recognised_when_it_comes_again()
    {
        var answered = _ledger.Answered(Letter("one"), "a");
        var steps = _ledger.Reader.Show(answered)!.History.Select(h => (h.State, h.Reason.Because));

        _erasure.Erase(Lea);

        var file = _ledger.Reader.Show(answered)!;
        (file.Entry.State, file.Entry.Reason.Because).ShouldBe((MailState.AnsweredByAuthor, Because.Sent));
        file.Entry.Reason.Words.English.ShouldBe("reply sent to […]");
        file.Entry.ErasedAt.ShouldNotBeNull();
        file.History.Select(h => (h.State, h.Reason.Because)).ShouldBe(steps);
        file.Replies.ShouldHaveSingleItem().PostIds.ShouldBe(["a"]);
        _ledger.Ledger.TakeIn(FilledLedger.Box, 99, [new("7", Letter("one"))]).ShouldBe(0);
        Words(_ledger.Reader.Show(answered)!.Mail).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_that_waits_a_draft_and_a_reply_that_has_not_gone_out_are_closed_with_that_reason()
    {
        var waiting = _ledger.Waiting(Letter("waiting"), _ledger.Reply(Letter("waiting"), ReplyKind.Draft, "a"));
        var answering = _ledger.Decided(Letter("answering"), Some.Answered(_ledger.Reply(Letter("answering"), ReplyKind.Automatic, "a")));
        var received = _ledger.Received(Letter("received"));

        _erasure.Erase(Lea).Open.ShouldBe(3);

        foreach (var id in (long[])[waiting, answering, received])
        {
            var entry = _ledger.Reader.Show(id)!.Entry;
            (entry.State, entry.Reason.Because).ShouldBe((MailState.Dismissed, Because.Erased));
        }

        _ledger.Outbox.DraftsToPut(FilledLedger.Box).ShouldBeEmpty();
        _ledger.Outbox.NextTryAt(FilledLedger.Box).ShouldBeNull();
    }

    [Fact]
    public void An_answer_whose_copy_is_not_yet_in_sent_leaves_no_empty_copy_there()
    {
        _ledger.Answered(Letter("one"), "a");
        _ledger.Outbox.ToCopy(FilledLedger.Box).ShouldHaveSingleItem();

        _erasure.Erase(Lea);

        _ledger.Outbox.ToCopy(FilledLedger.Box).ShouldBeEmpty();
    }

    [Fact]
    public void While_a_reply_to_her_is_being_sent_nothing_is_erased()
    {
        _ledger.Waiting(Letter("first"));
        var id = _ledger.Decided(Letter("second"), Some.Answered(_ledger.Reply(Letter("second"), ReplyKind.Automatic, "a")));
        _ledger.BeginToSend();

        Should.Throw<ReplyOnItsWayException>(() => _erasure.Erase(Lea)).MailId.ShouldBe(id);

        _ledger.Reader.List(10).ShouldAllBe(e => e.Asker == Lea && e.ErasedAt == null);
    }

    [Fact]
    public void What_was_learned_from_her_is_forgotten_and_what_others_taught_is_not()
    {
        var hers = _ledger.Answered(Letter("one"), "a", "b");
        var freely = _ledger.Answered(Letter("two"));
        _ledger.Answered(Some.Mail("three", from: "max@client.test"), "a");

        _erasure.Erase(Lea).Lessons.ShouldBe(2);

        _ledger.Lessons.Since(0).Mails.ShouldHaveSingleItem().Text.ShouldStartWith("three");
        _ledger.Lessons.Counts().ShouldBe(new Dictionary<string, int> { ["a"] = 1 });
        var (mails, _) = _ledger.Lessons.ForgottenSince(0);
        mails.ShouldBe([($"{hers}", null), ($"{freely}", null)]);
    }

    [Fact]
    public void Mail_that_a_form_wrote_for_her_is_hers_and_mail_that_only_cites_her_is_named()
    {
        var form = _ledger.Waiting(Some.Mail("form", from: "form@site.test") with { ReplyTo = [new("", "Lea.Zygomatique@client.test")] });
        var citing = _ledger.Waiting(Some.Mail("citing", $"Écrivez à {Lea} s'il vous plaît ?", from: "max@client.test"));
        _ledger.Waiting(Some.Mail("other", from: "leaXzygomatique@client.test"));

        var erased = _erasure.Erase("LEA.zygomatique@client.test");

        erased.Mails.ShouldBe([form]);
        erased.Mentions.ShouldBe([citing]);
        _ledger.Reader.Show(citing)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public void A_mail_that_is_erased_while_it_is_decided_stays_erased_and_the_others_are_decided()
    {
        var hers = _ledger.Received(Letter("hers"));
        var other = _ledger.Received(Some.Mail("other"));
        var taken = _ledger.Ledger.TakeUndecided(FilledLedger.Box, 10);

        _erasure.Erase(Lea);
        _ledger.Ledger.RecordDecisions(taken, (_, _) => Some.Waiting());

        _ledger.Reader.Show(hers)!.Entry.State.ShouldBe(MailState.Dismissed);
        _ledger.Reader.Show(other)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static IEnumerable<string> Traces => ["xylophone", "kaléidoscope", "Wisigothe", "ornithorynque", "zygomatique"];

    private static IncomingMail Letter(string subject, string text = "Une question ?") => Some.Mail(subject, text, Lea);

    private static string Words(IncomingMail mail) => $"{mail.Subject}{mail.Text}{mail.Html}{mail.Asker?.Address}";

    // In JSON, letters with accents stand as numbers.
    private bool Holds(string word) => new[] { word, System.Text.Json.JsonEncodedText.Encode(word).ToString() }.Any(w =>
        Directory.EnumerateFiles(_folder.Path, "faqresponder.db*").Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(w)) >= 0));

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
