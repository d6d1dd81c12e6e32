using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

public sealed class MatterTests
{
    [Theory]
    [InlineData("Re: Auto: Assurance", "Merci beaucoup pour votre réponse !")]
    [InlineData("RE: Faut-il un diplôme ?", "Parfait, merci !")]
    [InlineData("Aw: Which lock is safe?", "Great, thank you so much.")]
    public void The_subject_of_a_reply_asks_nothing_anew(string subject, string text) => Some.Reading(text, subject).Matter.ShouldBe(Matter.Thanks);

    [Theory]
    [InlineData("Faut-il faire signer un devis ?")]
    [InlineData("Comment répondre à une demande de devis ? Un client me demande mes tarifs.")]
    [InlineData("How do I write a quotation for a client?")]
    [InlineData("Comment améliorer le référencement naturel de mon site ?")]
    [InlineData("Dois-je envoyer mon CV et une lettre de motivation aux clients ?")]
    [InlineData("Je recherche un emploi depuis mars. Est-ce que je peux cumuler avec le chômage ?")]
    [InlineData("J'ai repris le lot d'un voisin décédé, faut-il le nettoyer ?")]
    [InlineData("Comment se désinscrire de la newsletter ?")]
    [InlineData("Ma grand-mère n'a plus de force, quel pot lui convient ?")]
    [InlineData("Auriez-vous la gentillesse de me dire où trouver un modèle ?")]
    [InlineData("Quel statut choisir ? Et puis-je vous appeler ?")]
    [InlineData("Que faites-vous quand votre enfant est malade ?")]
    [InlineData("Would you kindly tell me which glue holds?")]
    [InlineData("My loaf has sunk and it is still wet in the middle, what do i do")]
    [InlineData("MA PATE COLLE AU PLAN DE TRAVAIL. UN TRUC DE VIEUX BOULANGER SVP.")]
    [InlineData("Je pense à vous quand je lis des factures : faut-il un logiciel ?")]
    public void A_question_stays_a_question(string text) => Of(text).ShouldBe(Matter.Question);

    [Theory]
    [InlineData("Bonjour, pouvez-vous me faire un devis pour 40 pages ? Merci")]
    [InlineData("Votre prix pour une journée, s'il vous plaît ?")]
    [InlineData("Pourriez-vous me rembourser la seconde fois ?")]
    [InlineData("Could you send me a quote for my wedding?")]
    [InlineData("Could you let us have a quotation for twelve people?")]
    [InlineData("Pourriez-vous me dire le prix d'un gâteau à trois étages, fait par vos soins ? Et jusqu'à quand le commander ?")]
    [InlineData("Êtes-vous libre cet été, et à quel prix ?")]
    [InlineData("Votre devis pour l'embrayage est prêt. On vous garde la place lundi ?")]
    [InlineData("Je voudrais vous confier un travail. Quand commencer ?")]
    public void A_client_is_no_question(string text) => Of(text).ShouldBe(Matter.Business);

    [Theory]
    [InlineData("Je me permets de vous adresser ma candidature. Vous trouverez ci-joint mon CV.")]
    [InlineData("Je cherche un stage d'une semaine. Je peux venir chez vous ?")]
    [InlineData("Notre agence vous propose un audit gratuit. Avez-vous dix minutes jeudi ?")]
    [InlineData("J'aimerais échanger un lien avec votre blog. Ça vous dit ?")]
    [InlineData("We offer guest posts. Are you interested?")]
    [InlineData("Sirop ou candi ? Le dossier.\nVous recevez ce message car vous êtes abonnée.")]
    public void An_offer_is_no_question(string text) => Of(text).ShouldBe(Matter.Offer);

    [Theory]
    [InlineData("Toutes mes condoléances, chère Sylvie.")]
    [InlineData("Tu as perdu ta tante, je pense à toi. Tu rentres quand ?")]
    [InlineData("I am so sorry for your loss. How are the children?")]
    [InlineData("Bon courage dans cette épreuve. Qui s'occupe du blog ?")]
    [InlineData("Les obsèques auront lieu lundi.")]
    [InlineData("Mon mari est décédé en mars. Puis-je reprendre son activité ?")]
    [InlineData("My father passed away last week. How do I close his business?")]
    [InlineData("Amène la tarte dimanche. Est-ce que Jules vient ? Bisous. Maman")]
    [InlineData("Accepteriez-vous un entretien pour notre journal ?")]
    [InlineData("Would you allow me to use your photograph?")]
    [InlineData("Pourriez-vous ajouter mon site à votre liste ?")]
    [InlineData("Peux-tu passer prendre le pain et rapporter le plat ?")]
    [InlineData("Auriez-vous l'obligeance de nous faire savoir si vous l'autorisez ?")]
    [InlineData("Could our reporter come along on Friday?")]
    [InlineData("Can we have ten minutes before the meeting?")]
    [InlineData("Might we hope for a prize for the raffle?")]
    [InlineData("Would you be open to a short call? What is the best number to reach you on?")]
    [InlineData("I saw the green one in the window. Is it still available?")]
    [InlineData("Lunch is at one. Is Tom coming?")]
    public void Something_personal_is_no_question(string text) => Of(text).ShouldBe(Matter.Personal);

    [Theory]
    [InlineData("Merci beaucoup, votre billet m'a sauvé la mise !")]
    [InlineData("Thanks a lot, that was helpful.")]
    public void Thanks_are_no_question(string text) => Of(text).ShouldBe(Matter.Thanks);

    [Fact]
    public void A_story_that_asks_nothing_is_told_apart_from_thanks() => Of("J'ai commencé en mars et tout se passe bien.").ShouldBe(Matter.NothingAsked);

    private static Matter Of(string text) => Some.Reading(text).Matter;
}
