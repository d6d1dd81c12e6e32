using FaqResponder.Core;

namespace FaqResponder.Feeds;

public sealed class MarkdownFolderTests : IDisposable
{
    private readonly PostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_below_are_read_and_each_post_says_where_it_came_from()
    {
        _folder.With("2024/mai/a.md", PostFolder.Head() + "A").With("b.MD", PostFolder.Head() + "B").With("2024/notes.txt", "Rien");

        _folder.Read().Sourced.Select(post => (post.Post.Id, post.Source)).ShouldBe([("a", "file: 2024/mai/a.md"), ("b", "file: b.MD")]);
    }

    [Fact]
    public void Files_of_editors_and_systems_are_passed_over()
    {
        _folder.With("a.md", PostFolder.Head() + "A").With("._a.md", [0, 5, 22, 7]).With(".obsidian/x.md", "Rien");

        var batch = _folder.Read();

        batch.Problems.ShouldBeEmpty();
        batch.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public void A_malformed_file_hides_none_of_the_others()
    {
        _folder.With("a.md", "Sans en-tête").With("b.md", PostFolder.Head() + "Texte").With("c.md", "---\ntitle: [\n---\nTexte");

        var batch = _folder.Read();

        batch.Posts.Select(post => post.Id).ShouldBe(["b"]);
        batch.Problems.Select(problem => problem.Where).ShouldBe(["a.md:1", "c.md:3"]);
        batch.Complete.ShouldBeTrue();
    }

    [Fact]
    public void A_malformed_file_does_not_make_its_former_post_vanish()
    {
        _folder.With("2024/a.md", "---\nid: tarifs\ntitle: [\n---\nTexte")
            .With("b.md", "id: 'clients' \n\nLa ligne du dessus a sauté")
            .With("c.md", [.. "---\nid: devis # le bon\n---\n"u8, 0xE9]);

        var batch = _folder.Read();

        batch.KeepIds.ShouldBe(["a", "tarifs", "b", "clients", "c", "devis"], ignoreOrder: true);
        batch.Complete.ShouldBeTrue();
    }

    [Fact]
    public void A_good_file_keeps_no_other_id_alive()
    {
        _folder.With("a.md", PostFolder.Head("id: b") + "Texte");

        _folder.Read().KeepIds.ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_posts_with_the_same_id_the_first_is_kept_and_the_second_reported()
    {
        _folder.With("a.md", PostFolder.Head("id: tarifs") + "A").With("b.md", PostFolder.Head("id: Tarifs") + "B").With("x/tarifs.md", PostFolder.Head() + "C");

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Text.ShouldBe("A");
        batch.Problems.Select(problem => problem.Where).ShouldBe(["b.md:4", "x/tarifs.md:1"]);
        batch.Problems.ShouldAllBe(problem => problem.Wrong.French.Contains("a.md"));
    }

    [Theory]
    [InlineData("draft: true")]
    [InlineData("draft: yes")]
    [InlineData("Draft: \"TRUE\"")]
    public void A_draft_is_no_post_and_lacks_nothing(string draft)
    {
        _folder.With("a.md", PostFolder.Head() + "A").With("b.md", $"---\ntitle: B\nurl:\n{draft}\n---\n\nB").With("c.md", PostFolder.Head(draft) + "C");

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Id.ShouldBe("a");
        (batch.Problems.Count, batch.Complete, batch.KeepIds.Count).ShouldBe((0, true, 0));
    }

    [Fact]
    public void What_is_said_to_be_no_draft_is_a_post_and_what_nobody_can_tell_is_reported()
    {
        _folder.With("a.md", PostFolder.Head("draft: false") + "A").With("b.md", PostFolder.Head("draft: bientôt") + "B");

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Id.ShouldBe("a");
        var problem = batch.Problems.ShouldHaveSingleItem();
        (problem.Where, problem.Wrong.French).ShouldBe(("b.md:4", "« draft: bientôt » ne dit pas si l'article est un brouillon."));
        batch.KeepIds.ShouldBe(["b"]);
    }

    [Fact]
    public void In_a_folder_with_nothing_but_drafts_nothing_has_vanished()
    {
        _folder.With("a.md", PostFolder.Head("draft: true") + "A");

        _folder.Read().Complete.ShouldBeFalse();
    }

    [Fact]
    public void In_a_missing_folder_nothing_has_vanished()
    {
        var batch = new MarkdownFolder(_folder.PathOf("nulle-part"), Language.French).Read(TestContext.Current.CancellationToken);

        batch.Complete.ShouldBeFalse();
        batch.Problems.ShouldHaveSingleItem().Where.ShouldBe(_folder.PathOf("nulle-part"));
    }

    [Fact]
    public void In_an_empty_folder_nothing_has_vanished()
    {
        var batch = _folder.Read();

        batch.Complete.ShouldBeFalse();
        batch.Problems.ShouldHaveSingleItem().Where.ShouldBe(_folder.FullPath);
    }

    [Fact]
    public void Links_that_lead_in_circles_or_nowhere_are_survived()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _folder.With("a.md", PostFolder.Head() + "A").With("sub/b.md", PostFolder.Head() + "B");
        Directory.CreateSymbolicLink(_folder.PathOf("sub/up"), "..");
        Directory.CreateSymbolicLink(_folder.PathOf("round"), _folder.PathOf("round"));
        File.CreateSymbolicLink(_folder.PathOf("self.md"), _folder.PathOf("self.md"));
        File.CreateSymbolicLink(_folder.PathOf("nowhere.md"), _folder.PathOf("gone.md"));

        var batch = _folder.Read();

        batch.Posts.Select(post => post.Id).ShouldBe(["a", "b"]);
        batch.Problems.Select(problem => problem.Where).ShouldBe(["nowhere.md:1", "self.md:1"]);
        batch.KeepIds.ShouldBe(["nowhere", "self"], ignoreOrder: true);
        batch.Complete.ShouldBeFalse();
    }

    [Fact]
    public void A_linked_folder_is_read_under_the_name_of_the_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var elsewhere = new PostFolder();
        elsewhere.With("mai/a.md", PostFolder.Head() + "A");
        Directory.CreateSymbolicLink(_folder.PathOf("lien"), elsewhere.FullPath);

        _folder.Read().Sourced.ShouldHaveSingleItem().Source.ShouldBe("file: lien/mai/a.md");
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_reported_and_nothing_in_it_has_vanished()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The administrator may read everything.");
        _folder.With("a.md", PostFolder.Head() + "A").With("secret/b.md", PostFolder.Head() + "B");
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(_folder.PathOf("secret"), UnixFileMode.None);
        var batch = _folder.Read();
        File.SetUnixFileMode(_folder.PathOf("secret"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        batch.Posts.Select(post => post.Id).ShouldBe(["a"]);
        batch.Problems.ShouldHaveSingleItem().Where.ShouldBe("secret/");
        batch.Complete.ShouldBeFalse();
    }

    [Fact]
    public void The_sample_posts_are_read_without_a_problem()
    {
        var program = typeof(MarkdownFolder).Assembly;
        var names = program.GetManifestResourceNames().Where(name => name.StartsWith("samples/posts/", StringComparison.Ordinal)).ToList();
        foreach (var name in names)
        {
            using var content = new StreamReader(program.GetManifestResourceStream(name)!);
            _folder.With(Path.GetFileName(name), content.ReadToEnd());
        }

        var batch = _folder.Read();

        batch.Problems.ShouldBeEmpty();
        batch.Posts.Count.ShouldBe(names.Count);
        batch.Posts.Count.ShouldBeGreaterThan(10);
        batch.Posts.ShouldAllBe(post => !post.Text.Contains("**") && !post.Text.Contains("]("));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        _folder.With("a.md", PostFolder.Head() + "A");

        Should.Throw<OperationCanceledException>(() => new MarkdownFolder(_folder.FullPath, Language.French).Read(new CancellationToken(canceled: true)));
    }
}
