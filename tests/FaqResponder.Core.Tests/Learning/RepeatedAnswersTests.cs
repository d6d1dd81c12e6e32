using FaqResponder.Core.Learning;
using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Learning;

/// <summary>What she writes again and again.</summary>
public sealed class RepeatedAnswersTests
{
    private const string Stage = "Je ne prends plus de stagiaires cette année, car mon bureau est trop petit et je travaille seule ; adressez-vous à la chambre des métiers.";
    private const string Tarif = "Comptez trente euros de l'heure pour la frappe, quarante pour la mise en page, et demandez toujours un acompte avant de commencer le travail.";

    [Fact]
    public void Answers_with_the_same_words_are_put_together_whatever_stands_around_them() =>
        Groups(
            $"Bonjour Léa,\n\n{Stage}\n\nBien cordialement,\nSylvie",
            Tarif,
            $"Chère Eva,\nMerci de votre gentil message, qui m'a fait sourire.\n{Stage.Replace("cette année", "en ce moment", StringComparison.Ordinal)}\nBon courage !\nSylvie",
            "Non.").ShouldBe([[1, 3]]);

    [Fact]
    public void The_largest_group_comes_first() => Groups(Tarif, Stage, Stage, Tarif, Stage).ShouldBe([[2, 3, 5], [1, 4]]);

    [Fact]
    public void Lines_breaks_accents_and_marks_make_no_difference() =>
        Groups(Stage, Stage.ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal).Replace("É", "E", StringComparison.Ordinal)).ShouldBe([[1, 2]]);

    [Fact]
    public void What_she_writes_under_every_mail_puts_nothing_together()
    {
        const string Always = "N'hésitez pas à revenir vers moi si vous avez encore une question, je réponds toujours sous deux jours ouvrés, même pendant les vacances d'été.";
        var words = Enumerable.Range(0, 60).Select(n => $"{string.Join(' ', Enumerable.Range(0, 15).Select(w => $"mot{n}x{w}"))}\n\n{Always}");

        Groups([.. words]).ShouldBeEmpty();
    }

    [Fact]
    public void Short_answers_are_no_habit() => Groups("Oui, bien sûr, avec plaisir.", "Oui, bien sûr, avec plaisir.").ShouldBeEmpty();

    private static IReadOnlyList<IReadOnlyList<long>> Groups(params string[] words) =>
        RepeatedAnswers.Group(words.Select((w, i) => ((long)i + 1, w)), new MailAddress("Sylvie Marchetti", "sylvie@example.org"));
}
