using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Review;

public sealed class TrayTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FilledLedger _ledger;
    private readonly Tray _tray;
    private int _number;

    public TrayTests()
    {
        _ledger = new(_folder.Path);
        _tray = new(new(_ledger.Database), Some.Settings(_folder.Path, Mode.Draft));
    }

    [Fact]
    public void Mails_that_one_post_may_answer_stand_together_and_those_that_surely_ask_the_same_are_told_apart()
    {
        var (one, other) = (Waits("Faut-il un diplôme pour devenir secrétaire ?", 0.9), Waits("Un diplôme est-il exigé ?", 0.85));
        var unsure = Waits("Ma nièce n'a aucun diplôme, que me conseillez-vous ?", 0.45);
        var faint = Waits("Où trouver des clients ?", 0.2);

        var group = _tray.Contents.GroupOf(one)!;

        group.Mails.Select(m => m.Id).ShouldBe([one, other, unsure]);
        group.Alike.ShouldBe([one, other], ignoreOrder: true);
        _tray.Contents.GroupOf(other)!.Id.ShouldBe(group.Id);
        _tray.Contents.GroupOf(faint)!.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_newsletter_about_the_same_thing_is_not_among_them()
    {
        var asks = Waits("Faut-il un diplôme ?", 0.9);
        var newsletter = Waits("Faut-il un diplôme ?", 0.9, new(Because.Screened, "N4", "List-Id"));

        _tray.Contents.GroupOf(asks)!.Mails.ShouldHaveSingleItem().Id.ShouldBe(asks);
        _tray.Contents.GroupOf(newsletter)!.Mails.ShouldHaveSingleItem().Id.ShouldBe(newsletter);
    }

    [Fact]
    public void What_was_dealt_with_leaves_its_group_and_what_comes_joins_it()
    {
        var (one, other, third) = (Waits("Faut-il un diplôme ?", 0.9), Waits("Faut-il un diplôme, dites ?", 0.9), Waits("Faut-il vraiment un diplôme ?", 0.9));
        _tray.Contents.GroupOf(one)!.Mails.Count.ShouldBe(3);
        var gestures = new Gestures(_ledger.Database, TimeProvider.System);

        var closed = gestures.Close([third], "");
        _tray.Contents.GroupOf(one)!.Mails.Select(m => m.Id).ShouldBe([one, other]);
        _tray.Contents.GroupOf(third).ShouldBeNull();

        gestures.Undo(closed.Id);
        _tray.Contents.GroupOf(one)!.Mails.Select(m => m.Id).ShouldBe([one, other, third]);

        gestures.Close([one], "");
        _tray.Contents.GroupOf(other)!.Mails.Select(m => m.Id).ShouldBe([other, third]);
        var late = Waits("Faut-il un diplôme, à la fin ?", 0.9);
        _tray.Contents.GroupOf(other)!.Mails.Select(m => m.Id).ShouldBe([other, third, late]);
    }

    public void Dispose() => _folder.Dispose();

    private long Waits(string question, double confidence, Reason? reason = null)
    {
        var post = Some.Post("diplome", "Un diplôme ?");
        return _ledger.Decided(
            Some.Mail($"Question {++_number}", question, $"asker{_number}@client.test"),
            new(new Decision.AskTheAuthor([], reason ?? new(Because.Unsure, post.Title, "0.50", "0.90")), [new Match(post, confidence, new("?", [], [], null, null))], null, "fr"));
    }
}
