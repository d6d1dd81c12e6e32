using System.Diagnostics;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Mails;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>Un</p><p>Deux</p>", "Un\n\nDeux")]
    [InlineData("<div>Un</div><div>Deux</div>", "Un\nDeux")]
    [InlineData("Un<br>Deux<br/><br>Trois", "Un\nDeux\n\nTrois")]
    [InlineData("<p>Un  \n <b>gros</b> &eacute;l&eacute;phant</p>", "Un gros éléphant")]
    [InlineData("<ul><li>Un</li><li>Deux</li></ul>", "- Un\n- Deux")]
    [InlineData("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC")]
    [InlineData("<style>p{}</style><script>x</script><p style='display: none'>caché</p>Vu", "Vu")]
    [InlineData("<p>Moi</p><blockquote>Elle<blockquote>Lui</blockquote></blockquote>", "Moi\n\n> Elle\n\n> > Lui")]
    [InlineData("<pre>Moi\n> Elle\n</pre>", "Moi\n> Elle")]
    [InlineData("un < deux & trois", "un < deux & trois")]
    [InlineData("", "")]
    public void Text_is_what_a_person_would_read(string html, string text) => HtmlText.Of(html).ShouldBe(text);

    [Fact]
    public void A_mail_forwarded_by_gmail_is_not_marked_as_a_quotation() =>
        HtmlText.Of("<div>Sérieux ?</div><div class='gmail_quote'>---------- Forwarded message ---------<br>De : x</div>")
            .ShouldBe("Sérieux ?\n---------- Forwarded message ---------\nDe : x");

    [Fact]
    public void Markup_nested_without_end_is_still_read()
    {
        var watch = Stopwatch.StartNew();

        HtmlText.Of(string.Concat(Enumerable.Repeat("<div><span>", 500)) + "fond").ShouldBe("fond");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Markup_that_opens_an_abyss_costs_no_more_than_its_length()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 60_000)) + "Faut-il un dipl&ocirc;me ?";
        var clock = System.Diagnostics.Stopwatch.StartNew();

        HtmlText.Of(html).ShouldBe("Faut-il un diplôme ?");

        // The parser alone takes half a minute for it.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
