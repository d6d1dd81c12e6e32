using FaqResponder.Core.Deciding;
using FaqResponder.Feeds;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Worker;

/// <summary>The posts of a running service while the author changes phrasings in another window.</summary>
public sealed class PostRefreshTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly FilledLedger _ledger;
    private readonly PostShelf _shelf;
    private readonly PostRefresh _refresh;

    public PostRefreshTests()
    {
        _ledger = new(_folder.Path);
        Support.Posts.Write(_folder["posts"]);
        _shelf = new(_ledger.Lessons);
        var settings = Some.Settings(_folder.Path, Mode.Draft) with { Posts = new PostsSettings { Folder = _folder["posts"] } };
        _refresh = new(_ledger.Posts, _ledger.Phrasings, _shelf, settings, _http, new(NullLogger<Journal>.Instance, Core.Language.French), TimeProvider.System);
    }

    [Fact]
    public async Task A_phrasing_that_she_adds_is_found_at_once_and_one_that_she_takes_back_no_more()
    {
        await RefreshAsync();
        var matcher = _shelf.Matcher;

        _ledger.Phrasings.Add("vacances", [], ["Le zingage du bidule se fait-il à froid ?"]);
        _refresh.IsBehind().ShouldBeTrue();
        await RefreshAsync();

        First("zingage du bidule").ShouldBe("vacances");
        _refresh.IsBehind().ShouldBeFalse();
        // In place: the index isn't built anew for a phrasing.
        _shelf.Matcher.ShouldBeSameAs(matcher);

        _ledger.Phrasings.Remove("vacances", [], "Le zingage du bidule se fait-il à froid ?");
        await RefreshAsync();
        First("zingage du bidule").ShouldBeNull();
    }

    [Fact]
    public async Task A_phrasing_of_the_file_that_she_hides_counts_no_more_until_the_service_starts_again_and_after()
    {
        Support.Posts.Write(_folder["posts"], "fauteuil", "Le fauteuil", "fr", "Le zingage du bidule se fait-il à froid ?", "Un bon fauteuil.");
        await RefreshAsync();
        First("zingage du bidule").ShouldBe("fauteuil");

        _ledger.Phrasings.Remove("fauteuil", ["Le zingage du bidule se fait-il à froid ?"], "Le zingage du bidule se fait-il à froid ?");
        await RefreshAsync();
        First("zingage du bidule").ShouldBeNull();

        Support.Posts.Write(_folder["posts"], "fauteuil", "Le fauteuil", "fr", "Le zingage du bidule se fait-il à froid ?", "Un très bon fauteuil.");
        await RefreshAsync();
        First("zingage du bidule").ShouldBeNull();
    }

    [Fact]
    public async Task An_edit_is_taken_over_though_another_post_was_edited_and_then_deleted()
    {
        Support.Posts.Write(_folder["posts"], "fauteuil", "Le fauteuil", "fr", "Quel fauteuil ?", "Un bon fauteuil.");
        Support.Posts.Write(_folder["posts"], "lampe", "La lampe", "fr", "Quelle lampe ?", "Une bonne lampe.");
        await RefreshAsync();
        Support.Posts.Write(_folder["posts"], "fauteuil", "Le fauteuil", "fr", "Quel fauteuil ?", "Un très bon fauteuil.");
        await RefreshAsync();
        foreach (var file in Directory.GetFiles(_folder["posts"], "*fauteuil*", SearchOption.AllDirectories)) File.Delete(file);
        await RefreshAsync();

        Support.Posts.Write(_folder["posts"], "lampe", "La lampe", "fr", "Quelle lampe ?", "Le zingage du bidule, à froid.");
        await RefreshAsync();

        First("zingage du bidule").ShouldBe("lampe");
    }

    [Fact]
    public async Task What_one_mail_taught_is_forgotten_by_the_running_service_and_the_rest_is_not()
    {
        var mail = _ledger.Answered(Some.Mail("Zingage", "Le zingage du bidule se fait-il à froid ?"), "vacances", "diplome");
        _ledger.Answered(Some.Mail("Cuivrage", "Et le cuivrage du machin ?"), "vacances");
        await RefreshAsync();
        Found("zingage du bidule").ShouldBe(["diplome", "vacances"], ignoreOrder: true);

        _ledger.Lessons.Forget(mail, "vacances");
        _refresh.IsBehind().ShouldBeTrue();
        await RefreshAsync();

        Found("zingage du bidule").ShouldBe(["diplome"]);
        Found("cuivrage du machin").ShouldBe(["vacances"]);
    }

    [Fact]
    public async Task What_she_answers_after_a_correction_is_still_learned()
    {
        await RefreshAsync();
        _ledger.Phrasings.Add("vacances", [], ["Quand fermer ?"]);
        _ledger.Answered(Some.Mail("Zingage", "Le zingage du bidule se fait-il à froid ?"), "diplome");

        await RefreshAsync();

        First("zingage du bidule").ShouldBe("diplome");
    }

    [Fact]
    public async Task What_was_erased_is_forgotten_by_the_running_service()
    {
        _ledger.Answered(Some.Mail("Zingage", "Le zingage du bidule se fait-il à froid ?"), "vacances");
        await RefreshAsync();
        First("zingage du bidule").ShouldBe("vacances");

        new Erasure(_ledger.Database, TimeProvider.System).Erase("lea@client.test");
        _refresh.IsBehind().ShouldBeTrue();
        await RefreshAsync();

        First("zingage du bidule").ShouldBeNull();
    }

    [Fact]
    public async Task A_feed_that_has_nothing_new_was_read_all_the_same()
    {
        await using var blog = new Blog();
        blog.Site.On("/feed/", r => !r.Headers.ContainsKey("If-None-Match") ? SiteAnswer.Ok(Blog.Rss(Blog.Item("devis")), headers: ("ETag", "\"one\"")) : new SiteAnswer(304, []));
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var ledger = new FilledLedger(_folder["feed"], clock);
        var posts = blog.Settings with { Feed = blog.Site.At("/feed/") };
        var refresh = new PostRefresh(ledger.Posts, ledger.Phrasings, new(ledger.Lessons), Some.Settings(_folder["feed"], Mode.Draft) with { Posts = posts }, _http, new(NullLogger<Journal>.Instance, Core.Language.French), clock);
        await refresh.RefreshAllAsync(TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromDays(1));
        (await refresh.RefreshAllAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

        ledger.Posts.Known().ShouldBe((1, clock.GetUtcNow()));
    }

    public void Dispose()
    {
        _http.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task RefreshAsync() => _refresh.RefreshIfDueAsync(TestContext.Current.CancellationToken);

    private string? First(string question) => Found(question) is [var first, ..] ? first : null;

    private IReadOnlyList<string> Found(string question) => [.. _shelf.Matcher.Ask(question).Where(m => m.Explanation.SharedWords.Count > 0).Select(m => m.Post.Id)];
}
