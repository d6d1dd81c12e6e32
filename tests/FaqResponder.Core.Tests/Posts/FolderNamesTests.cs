using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Tests.Posts;

public sealed class FolderNamesTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("Faut-il un diplôme ?", '/', "Faut-il un diplôme ?")]
    [InlineData("1/3 : bien\u00a0s'assurer\t(S.A.R.L.)", '.', "1-3 : bien s'assurer (S-A-R-L-)")]
    [InlineData("…et 100 % gratuit\\*", '/', "…et 100 - gratuit")]
    [InlineData(".caché.", '/', "caché")]
    [InlineData("Vacances 🏖\u200b !", '/', "Vacances !")]
    [InlineData("🏖", '/', "…")]
    public void What_a_server_takes_for_something_else_is_taken_out(string title, char separator, string name) => FolderNames.Of(title, separator).ShouldBe(name);

    [Fact]
    public void A_long_title_ends_with_a_whole_word()
    {
        var name = FolderNames.Of("Comment choisir un logiciel de facturation quand on est secrétaire indépendante à domicile", '/');

        name.ShouldBe("Comment choisir un logiciel de facturation quand on est…");
        name.Length.ShouldBeLessThanOrEqualTo(FolderNames.Longest);
        FolderNames.Of(new string('a', 200), '/').Length.ShouldBe(FolderNames.Longest);
    }

    [Fact]
    public void No_two_have_names_that_look_alike() =>
        FolderNames.Choose([("a", "Diplôme"), ("b", "DIPLOME"), ("c", "Fait")], Nothing, ["Fait"], '/').ShouldBe(
            new Dictionary<string, string> { ["a"] = "Diplôme", ["b"] = "DIPLOME (2)", ["c"] = "Fait (2)" }, ignoreOrder: true);

    [Fact]
    public void A_name_stays_with_whom_it_belongs_to()
    {
        var held = new Dictionary<string, string> { ["b"] = "Diplôme", ["c"] = "Diplôme (2)" };

        FolderNames.Choose([("a", "Diplôme"), ("b", "Diplôme"), ("c", "Diplôme")], held, [], '/').ShouldBe(
            new Dictionary<string, string> { ["a"] = "Diplôme (3)", ["b"] = "Diplôme", ["c"] = "Diplôme (2)" }, ignoreOrder: true);
    }

    [Fact]
    public void A_name_that_another_one_gives_up_is_not_taken_before_it_is_free()
    {
        var held = new Dictionary<string, string> { ["a"] = "Un", ["b"] = "Deux" };

        FolderNames.Choose([("a", "Deux"), ("b", "Un")], held, [], '/').ShouldBe(
            new Dictionary<string, string> { ["a"] = "Deux (2)", ["b"] = "Un (2)" }, ignoreOrder: true);
    }
}
