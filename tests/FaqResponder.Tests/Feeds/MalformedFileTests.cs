using System.Text;

namespace FaqResponder.Feeds;

public sealed class MalformedFileTests : IDisposable
{
    private readonly PostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Rien qu'un texte.", 1, "en-tête entre deux lignes")]
    [InlineData("", 1, "en-tête entre deux lignes")]
    [InlineData("\n---\ntitle: A\nurl: https://blog.example/a\n\nTexte", 2, "pas fermé")]
    [InlineData("---\nurl: https://blog.example/a\n---\nTexte", 1, "titre")]
    [InlineData("---\n# rien\n---\n# Titre\nTexte", 1, "adresse")]
    [InlineData("---\nrien du tout\n---\nTexte", 2, "ne se lit pas")]
    [InlineData("---\nurl: https://blog.example/a\ntitle: Devis : le guide\n---\nTexte", 3, "ne se lit pas")]
    [InlineData("---\nurl: https://blog.example/a\ntitle: \"Devis\n---\nTexte", 3, "ne se lit pas")]
    [InlineData("---\nurl: https://blog.example/a\n\ttitle: Devis\n---\nTexte", 3, "tabulation")]
    [InlineData("---\nurl: https://blog.example/a\ntitle:\n---\nTexte", 3, "pas de titre")]
    [InlineData("---\nurl: https://blog.example/a\ntitle: ~\n---\nTexte", 3, "pas de titre")]
    [InlineData("---\nurl: https://blog.example/a\ntitle:\n  - Un\n---\nTexte", 3, "simple texte")]
    [InlineData("---\nurl: https://blog.example/a\ntitle: A\nTitle: B\n---\nTexte", 4, "deux fois")]
    [InlineData("---\ntitle: A\n---\nTexte", 1, "adresse de l'article manque")]
    [InlineData("---\ntitle: A\nurl:\n---\nTexte", 3, "adresse de l'article manque")]
    [InlineData("---\ntitle: A\nurl: /tarifs\n---\nTexte", 3, "pas une adresse")]
    [InlineData("---\ntitle: A\nurl: blog.example/tarifs\n---\nTexte", 3, "pas une adresse")]
    [InlineData("---\ntitle: A\nurl: ftp://blog.example/tarifs\n---\nTexte", 3, "pas une adresse")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/mes tarifs\n---\nTexte", 3, "pas une adresse")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\nlang: de\n---\nTexte", 4, "« de »")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\npublished: 4 novembre 2025\n---\nTexte", 4, "pas une date")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\npublished: 2025-02-30\n---\nTexte", 4, "pas une date")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\nquestions:\n  - Bonjour\n  - Devis : combien ?\n---\nTexte", 6, "liste de simples textes")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\ntags: {a: b}\n---\nTexte", 4, "liste de simples textes")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\n---\n\n", 5, "pas de texte")]
    [InlineData("---\ntitle: A\nurl: https://blog.example/a\n---\n![Photo](a.png)\n<!-- à écrire -->", 5, "pas de texte")]
    public void A_malformed_file_is_reported_with_its_line(string content, int line, string wrong)
    {
        _folder.With("billet.md", content);

        var batch = _folder.Read();

        batch.Posts.ShouldBeEmpty();
        var problem = batch.Problems.ShouldHaveSingleItem();
        problem.Where.ShouldBe($"billet.md:{line}");
        problem.Wrong.French.ShouldContain(wrong);
        problem.Wrong.English.ShouldNotBeNullOrWhiteSpace();
        problem.Remedy.French.ShouldNotBeNullOrWhiteSpace();
        problem.Remedy.English.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Everything_that_is_wrong_in_a_file_is_said_at_once()
    {
        _folder.With("a.md", "---\ntitle: A\nurl: x\nlang: de\npublished: hier\n---\n");

        _folder.Read().Problems.Select(problem => problem.Where).ShouldBe(["a.md:7", "a.md:3", "a.md:4", "a.md:5"]);
    }

    [Fact]
    public void The_line_that_is_not_UTF_8_is_named()
    {
        _folder.With("a.md", Encoding.Latin1.GetBytes(PostFolder.Head() + "Les congés"));

        var problem = _folder.Read().Problems.ShouldHaveSingleItem();

        problem.Where.ShouldBe("a.md:6");
        problem.Remedy.English.ShouldContain("UTF-8");
    }

    [Fact]
    public void A_file_larger_than_a_megabyte_is_no_post()
    {
        _folder.With("ok.md", PostFolder.Head() + new string('a', 999_000)).With("gros.md", PostFolder.Head("id: tarifs") + new string('a', 1_000_000));

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Id.ShouldBe("ok");
        batch.Problems.ShouldHaveSingleItem().Wrong.English.ShouldContain("larger than 1 MB");
        batch.KeepIds.ShouldContain("tarifs");
    }

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("- ")]
    [InlineData("<div>")]
    [InlineData("![")]
    [InlineData("`")]
    [InlineData("|a")]
    public void Markup_without_end_does_no_harm(string markup)
    {
        _folder.With("a.md", PostFolder.Head() + string.Concat(Enumerable.Repeat(markup, 1_000)) + " fin").With("b.md", PostFolder.Head() + "B");

        _folder.Read().Posts.ShouldContain(post => post.Id == "b");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void A_head_nested_without_end_is_refused(string yaml)
    {
        _folder.With("a.md", PostFolder.Head("x: " + string.Concat(Enumerable.Repeat(yaml, 5_000))) + "A").With("b.md", PostFolder.Head() + "B");

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Id.ShouldBe("b");
        batch.Problems.ShouldHaveSingleItem().Wrong.English.ShouldContain("nested too deeply");
    }
}
