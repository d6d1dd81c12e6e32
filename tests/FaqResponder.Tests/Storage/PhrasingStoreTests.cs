using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

public sealed class PhrasingStoreTests : IDisposable
{
    private static readonly HashSet<string> Nothing = [];

    private readonly TempFolder _folder = new();
    private readonly FilledLedger _ledger;

    public PhrasingStoreTests()
    {
        _ledger = new(_folder.Path);
        Take("Comment ?", "Combien ?");
    }

    [Fact]
    public void What_she_adds_stands_beside_what_the_file_holds()
    {
        Add("Pourquoi ?").ShouldBe(AddedPhrasing.New);

        Effective().ShouldBe(["Comment ?", "Combien ?", "Pourquoi ?"]);
        _ledger.Posts.WithHerPhrasings([Some.Post("a", phrasings: "Quand ?")])[0].Phrasings.ShouldBe(["Quand ?", "Pourquoi ?"]);
    }

    [Theory]
    [InlineData("comment ?")]
    [InlineData("  CÔMMENT   ?")]
    [InlineData("où  çà ?")]
    public void What_is_there_but_for_case_accents_and_spaces_is_not_added_again(string text)
    {
        Add("Ou ca ?");

        Add(text).ShouldBe(AddedPhrasing.ThereAlready);

        Effective().ShouldBe(["Comment ?", "Combien ?", "Ou ca ?"]);
    }

    [Fact]
    public void What_she_adds_and_hides_outlives_a_changed_file_and_a_post_that_vanishes_and_returns()
    {
        Add("Pourquoi ?");
        Remove("Comment ?").ShouldBeTrue();

        Take("Comment ?", "Combien ?", "Quand ?");
        Effective().ShouldBe(["Combien ?", "Quand ?", "Pourquoi ?"]);

        _ledger.Posts.Take("folder", [Some.Post("b")], Nothing, absentIsGone: true).Gone.ShouldBe(["a"]);
        Take("Comment ?", "Combien ?");
        Effective().ShouldBe(["Combien ?", "Pourquoi ?"]);
    }

    [Fact]
    public void A_sync_finds_nothing_changed_because_of_what_she_said()
    {
        Add("Pourquoi ?");
        Remove("Comment ?");

        Take("Comment ?", "Combien ?").Any.ShouldBeFalse();
    }

    [Fact]
    public void What_she_added_is_gone_when_she_removes_it_and_what_she_hid_comes_back_when_she_adds_it()
    {
        Add("Pourquoi ?");
        Remove("pourquoi ?").ShouldBeFalse();
        Remove("Comment ?");
        Effective().ShouldBe(["Combien ?"]);

        Add("comment ?").ShouldBe(AddedPhrasing.ShownAgain);

        Effective().ShouldBe(["Comment ?", "Combien ?"]);
    }

    [Fact]
    public void What_the_file_comes_to_hold_as_well_counts_once_and_can_be_hidden()
    {
        Add("Pourquoi ?");
        Take("Comment ?", "Combien ?", "Pourquoi ?");
        Effective().ShouldBe(["Comment ?", "Combien ?", "Pourquoi ?"]);

        Remove("Pourquoi ?").ShouldBeTrue();

        Effective().ShouldBe(["Comment ?", "Combien ?"]);
    }

    [Fact]
    public void Every_change_is_one_that_a_running_service_can_notice()
    {
        var before = _ledger.Phrasings.Version();
        Add("Pourquoi ?");
        var added = _ledger.Phrasings.Version();
        Remove("Pourquoi ?");

        added.ShouldBeGreaterThan(before);
        _ledger.Phrasings.Version().ShouldBeGreaterThan(added);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private StoredPost Post => _ledger.Posts.All().Single(p => p.Post.Id == "a");

    private PostChanges Take(params string[] phrasings) => _ledger.Posts.Take("folder", [Some.Post("a", phrasings: phrasings)], Nothing, absentIsGone: true);

    private AddedPhrasing Add(string text) => _ledger.Phrasings.Add("a", Post.OwnPhrasings, [text])[0];

    private bool Remove(string text) => _ledger.Phrasings.Remove("a", Post.OwnPhrasings, text);

    private IReadOnlyList<string> Effective() => Post.Post.Phrasings;
}
