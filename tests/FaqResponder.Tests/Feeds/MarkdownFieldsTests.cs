using System.Text;

using FaqResponder.Core;

namespace FaqResponder.Feeds;

public sealed class MarkdownFieldsTests : IDisposable
{
    private readonly PostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_of_a_post_is_read()
    {
        _folder.With("conges.md", """
            ---
            id: conges-et-remplacement
            title: "Congés : qui vous remplace ?"
            url: https://blog.example/conges
            lang: en
            published: 2025-11-04
            tags: [congés, remplacement]
            questions:
              - "Qui répond pendant mes vacances ?"
              - Puis-je fermer en août ?
            ---

            Personne, et c'est très bien.
            """);

        var post = _folder.Read().Posts.ShouldHaveSingleItem();

        post.Id.ShouldBe("conges-et-remplacement");
        post.Title.ShouldBe("Congés : qui vous remplace ?");
        post.Url.ShouldBe("https://blog.example/conges");
        post.Language.ShouldBe(Language.English);
        post.Published.ShouldBe(new DateOnly(2025, 11, 4));
        post.Tags.ShouldBe(["congés", "remplacement"]);
        post.Phrasings.ShouldBe(["Qui répond pendant mes vacances ?", "Puis-je fermer en août ?"]);
        post.Text.ShouldBe("Personne, et c'est très bien.");
    }

    [Fact]
    public void A_post_needs_no_more_than_a_title_and_an_address()
    {
        _folder.With("mes-tarifs.md", PostFolder.Head() + "Trente euros.");

        var batch = _folder.Read(Language.English);

        batch.Problems.ShouldBeEmpty();
        var post = batch.Posts.ShouldHaveSingleItem();
        post.Id.ShouldBe("mes-tarifs");
        post.Language.ShouldBe(Language.English);
        post.Published.ShouldBeNull();
        post.Tags.ShouldBeEmpty();
        post.Phrasings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_byte_order_mark_and_the_line_endings_of_Windows_change_nothing(string lineEnd)
    {
        byte[] FileOf(string content) => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(content.ReplaceLineEndings(lineEnd))];
        _folder.With("a.md", FileOf(PostFolder.Head() + "Un\n\n    deux\n    trois\n"))
            .With("b.md", FileOf(PostFolder.Head("published: 2024-02-30") + "Texte"));

        var batch = _folder.Read();

        batch.Posts.ShouldHaveSingleItem().Text.ShouldBe("Un\n\ndeux\ntrois");
        batch.Problems.ShouldHaveSingleItem().Where.ShouldBe("b.md:4");
    }

    [Fact]
    public void The_first_heading_is_the_title_where_the_head_has_none_and_is_not_repeated_in_the_text()
    {
        _folder.With("a.md", "---\nurl: https://blog.example/a\n---\n# Mes *tarifs*\n\nTrente euros.\n\n# Après\n");

        var post = _folder.Read().Posts.ShouldHaveSingleItem();

        post.Title.ShouldBe("Mes tarifs");
        post.Text.ShouldBe("Trente euros.\n\nAprès");
    }

    [Fact]
    public void A_heading_that_repeats_the_title_is_not_part_of_the_text()
    {
        _folder.With("a.md", PostFolder.Head() + "# Les tarifs\n\nTrente euros.");

        _folder.Read().Posts.ShouldHaveSingleItem().Text.ShouldBe("Trente euros.");
    }

    [Fact]
    public void A_single_text_stands_for_a_list()
    {
        _folder.With("a.md", PostFolder.Head("tags: devis, contrat\nquestions: Combien ça coûte, au juste ?") + "Texte");

        var post = _folder.Read().Posts.ShouldHaveSingleItem();

        post.Tags.ShouldBe(["devis", "contrat"]);
        post.Phrasings.ShouldBe(["Combien ça coûte, au juste ?"]);
    }

    [Theory]
    [InlineData("2025-11-04T08:30:00+01:00")]
    [InlineData("2025-11-04T23:30:00Z")]
    [InlineData("2025-11-04 00:30:00 +0100")]
    [InlineData("2025-11-04 08:30")]
    [InlineData("\"2025-11-04T08:30:00.123\"")]
    public void A_date_may_have_a_time(string date)
    {
        _folder.With("a.md", PostFolder.Head($"published: {date}") + "Texte");

        _folder.Read().Posts.ShouldHaveSingleItem().Published.ShouldBe(new DateOnly(2025, 11, 4));
    }

    [Fact]
    public void Unknown_keys_are_no_problem()
    {
        _folder.With("a.md", PostFolder.Head("layout: &x {a: [1, {b: 2}]}\n? [liste, clé]\n: z\nimage: *x\nlayout: encore") + "Texte");

        var batch = _folder.Read();

        batch.Problems.ShouldBeEmpty();
        batch.Posts.Count.ShouldBe(1);
    }
}
