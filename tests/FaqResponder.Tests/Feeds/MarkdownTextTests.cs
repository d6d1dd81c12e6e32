namespace FaqResponder.Feeds;

public sealed class MarkdownTextTests
{
    [Fact]
    public void A_body_becomes_the_text_that_a_person_reads()
    {
        PostFolder.TextOf("""
            Bonjour à **toutes** et
            à *tous*, voyez [ma page](https://blog.example/x "Titre") ou <https://blog.example/y>.
            Une ligne  
            puis une autre&nbsp;; ~~non~~.

            ## Ce qu'il faut

            - un ordinateur
            - du temps :
              1. le matin
              2. le soir

            > Une citation.

            ![La photo de mon bureau](bureau.jpg)

            ---

            Le code `SIRET` se demande ainsi :

                ligne 1
                  ligne 2

            La fin[^1].

            [^1]: Ou presque.
            """).ShouldBe("""
            Bonjour à toutes et à tous, voyez ma page ou https://blog.example/y. Une ligne
            puis une autre\u00A0; non.

            Ce qu'il faut

            - un ordinateur
            - du temps :
              - le matin
              - le soir

            Une citation.

            Le code SIRET se demande ainsi :

            ligne 1
              ligne 2

            La fin.

            Ou presque.
            """.ReplaceLineEndings("\n").Replace("\\u00A0", "\u00A0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_with_empty_lines_between_its_items_reads_like_one_without() =>
        PostFolder.TextOf("- un\n\n- deux\n\n  suite\n").ShouldBe("- un\n- deux\n  suite");

    [Fact]
    public void The_rows_of_a_table_are_lines() =>
        PostFolder.TextOf("| Statut | Seuil |\n|---|---:|\n| Micro | **77 700** € |\n").ShouldBe("Statut | Seuil\nMicro | 77 700 €");

    [Fact]
    public void Raw_HTML_is_read_as_a_page_would_be() =>
        PostFolder.TextOf("""
            <div class="note"><p>Attention&nbsp;!</p><script>alert(1)</script></div>

            Un mot<br>puis <b>deux</b>, et [un lien](https://blog.example).

            <!-- more -->

            <table><tr><td>A</td><td>B</td></tr></table>
            """).ShouldBe("Attention\u00A0!\n\nUn mot\npuis deux, et un lien.\n\nA B");

    [Fact]
    public void Sums_of_money_and_smileys_are_no_markup() =>
        PostFolder.TextOf("De $5 à $10, ~5 € à ~10 € :-) ; 2 * 3 * 4").ShouldBe("De $5 à $10, ~5 € à ~10 € :-) ; 2 * 3 * 4");

    [Fact]
    public void Marks_of_blog_programs_vanish() =>
        PostFolder.TextOf("## Titre {#ancre}\n\n> [!NOTE]\n> À savoir.\n\n::: astuce\nFaites-le.\n:::\n\n- [x] fait\n").ShouldBe("Titre\n\nÀ savoir.\n\nFaites-le.\n\n- fait");

    [Fact]
    public void Fenced_code_is_kept_line_by_line() =>
        PostFolder.TextOf("```text\nA\n\n  B <b>\n```\n").ShouldBe("A\n\n  B <b>");
}
