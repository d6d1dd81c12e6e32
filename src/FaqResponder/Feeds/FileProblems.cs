using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>What can be wrong with the files of posts, in the words that the author reads.</summary>
internal static class FileProblems
{
    private static readonly Phrase Reserved = new(
        "Un deux-points suivi d'un espace, un # ou un guillemet en tête demandent des guillemets autour de toute la valeur : title: \"Devis : mode d'emploi\".",
        "A colon followed by a space, a # or a leading quote need quotes around the whole value: title: \"Quotes: a guide\".");

    public static PostProblem NoFolder(string folder) => new(
        folder,
        new("Ce dossier d'articles n'existe pas.", "This folder of posts does not exist."),
        new("Créez-le, branchez le disque qui le porte, ou corrigez Posts:Folder dans les réglages.",
            "Create it, connect the disk that holds it, or correct Posts:Folder in the settings."));

    public static PostProblem UnreadableFolder(string folder) => new(
        folder,
        new("Ce dossier ne peut pas être lu.", "This folder can't be read."),
        new("Donnez au compte qui fait tourner FaqResponder le droit de lire ce dossier.",
            "Give the account that runs FaqResponder the right to read this folder."));

    public static PostProblem EmptyFolder(string folder) => new(
        folder,
        new("Ce dossier ne contient aucun article (aucun fichier .md). Par prudence, les articles déjà connus sont gardés.",
            "This folder holds no post (no .md file). To be safe, posts that are known already are kept."),
        new("Vérifiez que c'est le bon dossier, et que le disque qui le porte est branché.",
            "Check that it is the right folder, and that the disk that holds it is connected."));

    public static PostProblem Unreadable(string where, string technical) => new(
        where,
        new($"Le fichier ne peut pas être lu ({technical}).", $"The file can't be read ({technical})."),
        new("Donnez au compte qui fait tourner FaqResponder le droit de le lire, ou enlevez ce fichier.",
            "Give the account that runs FaqResponder the right to read it, or remove this file."));

    public static PostProblem TooLarge(string where) => new(
        where,
        new("Le fichier dépasse 1 Mo : ce n'est pas un article.", "The file is larger than 1 MB: this is no post."),
        new("Sortez-en les images incorporées, ou déplacez le fichier hors du dossier.",
            "Take embedded pictures out of it, or move the file out of the folder."));

    public static PostProblem NotUtf8(string where) => new(
        where,
        new("Cette ligne n'est pas en UTF-8.", "This line is not in UTF-8."),
        new("Enregistrez le fichier de nouveau en choisissant le codage UTF-8.",
            "Save the file again, with UTF-8 as its encoding."));

    public static PostProblem NoFrontMatter(string where) => new(
        where,
        new("Le fichier ne commence pas par un en-tête entre deux lignes « --- ».",
            "The file does not begin with a head between two lines \"---\"."),
        new("Mettez tout en haut : une ligne ---, puis title: et url:, puis une ligne ---.",
            "Put at the very top: a line ---, then title: and url:, then a line ---."));

    public static PostProblem NotClosed(string where) => new(
        where,
        new("L'en-tête qui commence ici n'est pas fermé.", "The head that begins here is not closed."),
        new("Mettez une ligne --- après la dernière ligne de l'en-tête.", "Put a line --- after the last line of the head."));

    public static PostProblem BadYaml(string where, string technical) => new(
        where,
        new($"L'en-tête ne se lit pas à cet endroit ({technical}).", $"The head can't be read at this place ({technical})."),
        Reserved);

    public static PostProblem Tab(string where) => new(
        where,
        new("Cette ligne de l'en-tête commence par une tabulation.", "This line of the head begins with a tab."),
        new("Mettez des espaces à la place de la tabulation.", "Put spaces in place of the tab."));

    public static PostProblem Twice(string where, string key) => new(
        where,
        new($"« {key} » est écrit deux fois.", $"\"{key}\" is written twice."),
        new("N'en gardez qu'un.", "Keep only one."));

    public static PostProblem NotOneText(string where, string key) => new(
        where,
        new($"« {key} » doit être un simple texte.", $"\"{key}\" must be one plain text."),
        Reserved);

    public static PostProblem NotTexts(string where, string key) => new(
        where,
        new($"« {key} » doit être une liste de simples textes.", $"\"{key}\" must be a list of plain texts."),
        Reserved);

    public static PostProblem NoTitle(string where) => new(
        where,
        new("L'article n'a pas de titre.", "The post has no title."),
        new("Ajoutez dans l'en-tête : title: \"Le titre de l'article\".", "Add to the head: title: \"The title of the post\"."));

    public static PostProblem NoUrl(string where) => new(
        where,
        new("L'adresse de l'article manque.", "The address of the post is missing."),
        new("Ajoutez dans l'en-tête l'adresse où on le lit : url: https://…",
            "Add to the head the address where people read it: url: https://…"));

    public static PostProblem BadUrl(string where, string url) => new(
        where,
        new($"« {url} » n'est pas une adresse complète du web.", $"\"{url}\" is not a whole web address."),
        new("Copiez-la depuis la barre d'adresse du navigateur ; elle commence par https:// ou http:// et n'a pas d'espace.",
            "Copy it from the browser's address bar; it begins with https:// or http:// and has no space."));

    public static PostProblem BadLanguage(string where, string code) => new(
        where,
        new($"La langue « {code} » n'est pas prise en charge.", $"The language \"{code}\" is not supported."),
        new("Écrivez lang: fr ou lang: en, ou enlevez la ligne.", "Write lang: fr or lang: en, or remove the line."));

    public static PostProblem BadDate(string where, string date) => new(
        where,
        new($"« {date} » n'est pas une date.", $"\"{date}\" is not a date."),
        new("Écrivez année-mois-jour : published: 2025-11-04.", "Write year-month-day: published: 2025-11-04."));

    public static PostProblem BadDraft(string where, string draft) => new(
        where,
        new($"« draft: {draft} » ne dit pas si l'article est un brouillon.", $"\"draft: {draft}\" doesn't tell whether the post is a draft."),
        new("Écrivez draft: true tant qu'il n'est pas fini ; enlevez la ligne quand il est publié.", "Write draft: true while it is not finished; remove the line once it is published."));

    public static PostProblem NoText(string where) => new(
        where,
        new("L'article n'a pas de texte sous son en-tête.", "The post has no text below its head."),
        new("Écrivez le texte de l'article sous la seconde ligne ---.", "Write the text of the post below the second line ---."));

    public static PostProblem TooDeep(string where) => new(
        where,
        new("Le texte contient des listes ou des citations imbriquées sans fin.",
            "The text holds lists or quotations nested without end."),
        new("Vérifiez que ce fichier est bien un article.", "Check that this file is a post at all."));

    public static PostProblem SameId(string where, string id, string other) => new(
        where,
        new($"L'identifiant « {id} » est déjà celui de {other}, qui est gardé.",
            $"The id \"{id}\" is already that of {other}, which is kept."),
        new("Donnez à l'un des deux un autre id: dans son en-tête.", "Give one of them another id: in its head."));
}
