using System.Text;

using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>A real folder of posts, gone when the test is.</summary>
internal sealed class PostFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faq-posts-");

    public string FullPath => _folder.FullName;

    /// <summary>Everything a post needs, but its body.</summary>
    public static string Head(string more = "") => $"""
        ---
        title: Les tarifs
        url: https://blog.example/tarifs
        {more}
        ---

        """;

    public PostFolder With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public PostFolder With(string name, byte[] content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public PostBatch Read(Language language = Language.French) => new MarkdownFolder(FullPath, language).Read(TestContext.Current.CancellationToken);

    /// <summary>The text of a post with this body.</summary>
    public static string TextOf(string markdown)
    {
        using var folder = new PostFolder();
        return folder.With("post.md", Head() + markdown).Read().Posts.ShouldHaveSingleItem().Text;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
