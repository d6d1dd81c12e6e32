namespace FaqResponder.Feeds;

public sealed class FeedIdsTests : IAsyncDisposable
{
    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Theory]
    [InlineData("https://blog.example/2024/05/mes-tarifs/", "mes-tarifs")]
    [InlineData("https://blog.example/2024/05/mes-tarifs.html", "mes-tarifs")]
    [InlineData("https://blog.example/mes-tarifs?utm_source=rss#haut", "mes-tarifs")]
    [InlineData("https://blog.example/%c3%a9t%c3%a9%20%2F2024/", "été--2024")]
    [InlineData("https://blog.example/?p=123", "p-123")]
    [InlineData("https://blog.example/", "blog.example")]
    public async Task The_id_of_a_post_is_the_last_word_of_its_address(string link, string id) =>
        (await IdsAsync([link])).ShouldBe([id]);

    [Fact]
    public async Task Of_two_posts_that_end_in_the_same_word_the_older_keeps_it()
    {
        var ids = await IdsAsync(["https://blog.example/2025/bilan/", "https://blog.example/2024/Bilan/"]);

        ids[0].ShouldMatch("^bilan-[0-9a-f]{6}$");
        ids[1].ShouldBe("Bilan");
    }

    [Fact]
    public async Task A_known_post_keeps_its_id_and_no_other_is_given_it()
    {
        var known = new Dictionary<string, string> { ["http://blog.example/2025/bilan?utm_medium=x"] = "mon-bilan", ["https://blog.example/x"] = "tarifs" };

        var ids = await IdsAsync(["https://blog.example/2025/bilan/", "https://blog.example/tarifs/", "https://blog.example/2024/bilan/"], known);

        ids[0].ShouldBe("mon-bilan");
        ids[1].ShouldMatch("^tarifs-[0-9a-f]{6}$");
        ids[2].ShouldBe("bilan");
    }

    [Fact]
    public async Task The_same_address_twice_is_one_post() =>
        (await IdsAsync(["https://blog.example/a/", "http://blog.example/a?utm_campaign=b"])).ShouldBe(["a"]);

    private async Task<List<string>> IdsAsync(string[] links, Dictionary<string, string>? known = null)
    {
        _blog.Serving(Blog.Rss(string.Concat(links.Select(link => $"<item><title>T</title><link>{link}</link><description>Texte</description></item>"))));
        var result = await _blog.Reader().ReadAsync(null, known ?? [], Blog.Token);
        return [.. result.Batch.Posts.Select(post => post.Id)];
    }
}
