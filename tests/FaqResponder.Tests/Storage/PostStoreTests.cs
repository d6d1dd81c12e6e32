using FaqResponder.Support;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

public sealed class PostStoreTests : IDisposable
{
    private static readonly HashSet<string> Nothing = [];

    private readonly TempFolder _folder = new();
    private readonly PostStore _store;

    public PostStoreTests()
    {
        var database = new Database(_folder.Path);
        database.Migrate();
        _store = new(database, new FakeTimeProvider());
    }

    [Fact]
    public void A_changed_post_is_noticed_and_an_equal_one_is_not()
    {
        _store.Take("folder", [Some.Post("a"), Some.Post("b")], Nothing, absentIsGone: true).Added.ShouldBe(["a", "b"]);

        var changes = _store.Take("folder", [Some.Post("a", text: "Autre."), Some.Post("b")], Nothing, absentIsGone: true);

        changes.Changed.ShouldBe(["a"]);
        changes.Added.ShouldBeEmpty();
        _store.All().Single(p => p.Post.Id == "a").ChangedAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_vanished_post_is_kept_with_its_day_and_proposed_no_more_until_it_returns()
    {
        _store.Take("folder", [Some.Post("a"), Some.Post("b")], Nothing, absentIsGone: true);

        _store.Take("folder", [Some.Post("b")], Nothing, absentIsGone: true).Gone.ShouldBe(["a"]);
        _store.Published().Select(p => p.Id).ShouldBe(["b"]);
        _store.All().Count.ShouldBe(2);

        _store.Take("folder", [Some.Post("a"), Some.Post("b")], Nothing, absentIsGone: true).Returned.ShouldBe(["a"]);
        _store.Published().Count.ShouldBe(2);
    }

    [Fact]
    public void A_post_whose_file_is_malformed_just_now_stays_as_it_was()
    {
        _store.Take("folder", [Some.Post("a")], Nothing, absentIsGone: true);

        _store.Take("folder", [], new HashSet<string> { "a" }, absentIsGone: true).Any.ShouldBeFalse();

        _store.Published().ShouldHaveSingleItem();
    }

    [Fact]
    public void What_a_feed_does_not_show_any_more_has_not_vanished()
    {
        _store.Take("https://blog/feed", [Some.Post("a")], Nothing, absentIsGone: false);

        _store.Take("https://blog/feed", [Some.Post("b")], Nothing, absentIsGone: false);

        _store.Published().Count.ShouldBe(2);
    }

    [Fact]
    public void The_folder_wins_over_the_feed_for_the_same_post()
    {
        _store.Take("folder", [Some.Post("a", phrasings: "Comment ?")], Nothing, absentIsGone: true);

        _store.Take("https://blog/feed", [Some.Post("a")], Nothing, absentIsGone: false).Any.ShouldBeFalse();

        _store.Published()[0].Phrasings.ShouldBe(["Comment ?"]);
    }

    [Fact]
    public void Posts_of_a_source_that_is_no_longer_configured_are_proposed_no_more()
    {
        _store.Take("https://old/feed", [Some.Post("a")], Nothing, absentIsGone: false);

        _store.KeepOnly(["folder"]);

        _store.Published().ShouldBeEmpty();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
