namespace FaqResponder.Support;

/// <summary>Three posts that have nothing in common, so that which one answers is beyond doubt.</summary>
internal static class Posts
{
    public const string InsuranceQuestion = "Bonjour,\n\nL'assurance responsabilité civile professionnelle est-elle obligatoire pour une secrétaire indépendante ?\n\nMerci d'avance\nLéa";
    public const string DiplomaQuestion = "Bonjour, faut-il un diplôme pour devenir secrétaire indépendante ?";
    public const string UnknownQuestion = "Bonjour, est-ce que vous connaissez un bon restaurant de crêpes près de Quimper ?";

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "assurance", "L'assurance professionnelle", "fr", "L'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?", "L'assurance de responsabilité civile professionnelle n'est pas obligatoire, mais je la conseille. Elle coûte cent euros par an.\n\nVoici comment la choisir et lire le contrat.");
        Write(folder, "diplome", "Faut-il un diplôme ?", "fr", "Faut-il un diplôme pour devenir secrétaire indépendante ?", "Non, aucun diplôme n'est exigé pour ouvrir une activité de secrétariat.\n\nUne formation aide pourtant à trouver les premiers clients.");
        Write(folder, "vacances", "Fermé pour cause de parasol", "fr", "Comment prendre des vacances quand on est seule ?", "Prévenez vos clients un mois avant et confiez les urgences à une consœur.\n\nLe répondeur fait le reste.");
        Write(folder, "abroad", "Working from abroad", "en", "Can I work for my clients from abroad?", "Yes, you can work for your clients from another country, as long as you stay registered here.\n\nMind the time zones.");
    }

    public static void Write(string folder, string id, string title, string language, string phrasing, string text, string published = "2024-03-01") => File.WriteAllText(
        Path.Combine(folder, id + ".md"),
        $"---\nid: {id}\ntitle: \"{title}\"\nurl: https://blog.example.test/{id}\nlang: {language}\npublished: {published}\nquestions:\n  - \"{phrasing}\"\n---\n\n{text}\n");
}
