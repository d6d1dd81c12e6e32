using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

/// <summary>A mail that is passed on is what the writer wants to show: it is kept, and what the writer asks about it comes first.</summary>
public sealed class PassedOnMailTests
{
    private const string Scam = "Envoyez 39 euros et recevez vos clients.\nIntéressée ?";

    [Theory]
    [InlineData("Fwd: Vos clients", "---------- Forwarded message ---------\nDe : Arnaque <a@example.net>\nDate: mar. 3 mars 2026 à 10:12\nSubject: Vos clients\nTo: <lea@example.com>\n\n\n")]
    [InlineData("Fwd: Vos clients", "-------- Message transféré --------\nSujet : \tVos clients\nDate : \tTue, 3 Mar 2026 10:12:00 +0100\nDe : \tArnaque <a@example.net>\nPour : \tlea@example.com\n\n\n")]
    [InlineData("TR: Vos clients", "De : Arnaque <a@example.net> \nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa Martin\nObjet : Vos clients\n\n")]
    [InlineData("TR : Vos clients", "________________________________\nDe : Arnaque <a@example.net>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : Vos clients\n\n")]
    [InlineData("FW: Vos clients", "-----Original Message-----\nFrom: Scam\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Lea\nSubject: Vos clients\n\n")]
    [InlineData("Fwd: Vos clients", "----- Mail transféré -----\nDe: \"Arnaque\" <a@example.net>\nÀ: \"Léa\" <lea@example.com>\nEnvoyé: Mardi 3 Mars 2026 10:12:00\nObjet: Vos clients\n\n")]
    [InlineData("Fwd: Vos clients", "-------- Message d'origine --------\nDe : Arnaque <a@example.net>\nDate : 03/03/2026 10:12 (GMT+01:00)\nÀ : Léa\nObjet : Vos clients\n\n")]
    public void It_is_kept_below_a_note(string subject, string head)
    {
        var reading = Some.Reading($"Bonjour,\n\nEst-ce une arnaque ?\n\nMerci d'avance,\nLéa\n-- \nLéa Martin\n01 02 03 04 05\n\n{head}{Scam}", subject);

        reading.Forwarded.ShouldBeTrue();
        reading.Text.ShouldStartWith("Est-ce une arnaque ?\n\n");
        reading.Text.ShouldEndWith(Scam);
        reading.Text.ShouldNotContain("01 02 03 04 05");
        reading.Questions.ShouldBe(["Est-ce une arnaque ?"]);
    }

    [Theory]
    [InlineData("Début du message réexpédié :\n\n> De: Arnaque <a@example.net>\n> Objet: Vos clients\n> Date: 3 mars 2026 à 10:12:00 UTC+1\n> À: lea@example.com\n> \n> Envoyez 39 euros et recevez vos clients.\n> Intéressée ?")]
    [InlineData("Envoyé de mon iPhone\n\nDébut du message transféré :\n\n> De: Arnaque <a@example.net>\n> Objet: Vos clients\n> \n> Envoyez 39 euros et recevez vos clients.\n> Intéressée ?")]
    [InlineData("Begin forwarded message:\n\n> From: Scam <a@example.net>\n> Subject: Vos clients\n> \n> Envoyez 39 euros et recevez vos clients.\n> Intéressée ?")]
    public void Apple_marks_its_lines_and_they_are_read(string below)
    {
        var reading = Some.Reading($"Est-ce une arnaque ?\n\n{below}", "Fwd: Vos clients");

        reading.Forwarded.ShouldBeTrue();
        reading.Text.ShouldStartWith("Est-ce une arnaque ?\n\n");
        reading.Text.ShouldEndWith(Scam);
        reading.Text.ShouldNotContain("iPhone");
        reading.Questions.ShouldBe(["Est-ce une arnaque ?"]);
    }

    [Theory]
    [InlineData("Fwd: Question", "---------- Forwarded message ---------\nFrom: Paul <paul@example.net>\nDate: Tue, Mar 3, 2026\nSubject: Question\nTo: <lea@example.com>\n\n")]
    [InlineData("TR: Question", "De : Paul <paul@example.net>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : Question\n\n")]
    [InlineData("Question", "De : Paul <paul@example.net>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : Question\n\n")]
    public void Without_a_note_its_own_question_counts(string subject, string head)
    {
        var reading = Some.Reading($"{head}Bonjour,\nfaut-il un diplôme pour se lancer ?", subject);

        reading.Forwarded.ShouldBeTrue();
        reading.Questions.ShouldBe(["faut-il un diplôme pour se lancer ?"]);
    }

    [Fact]
    public void An_answer_with_the_same_header_lines_is_no_mail_passed_on()
    {
        var reading = Some.Reading("D'accord. Faut-il un diplôme ?\n\nDe : Sylvie\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : TR: question\n\nQuel âge avez-vous ?", "RE: TR: question");

        reading.Forwarded.ShouldBeFalse();
        reading.Text.ShouldBe("D'accord. Faut-il un diplôme ?");
    }

    [Fact]
    public void An_offer_that_is_passed_on_with_a_question_is_a_question() =>
        Some.Reading($"Bonjour Sylvie, j'ai reçu ceci ce matin, comment savoir si c'est sérieux ?\n\n---------- Forwarded message ---------\nDe : x\nObjet : y\n\nNotre agence vous propose un partenariat.", "Fwd: y")
            .Matter.ShouldBe(Matter.Question);
}
