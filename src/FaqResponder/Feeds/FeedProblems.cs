using System.Net;

using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>What can be wrong with a feed, in the words that the author reads.</summary>
/// <param name="feed">The address that was asked.</param>
internal sealed class FeedProblems(Uri feed)
{
    private const int MostNamed = 3;

    private static readonly Phrase CheckAddress = new(
        "Ouvrez l'adresse dans un navigateur, puis corrigez Posts:Feed dans les réglages. Les blogs WordPress ont leur flux sous /feed/.",
        "Open the address in a browser, then correct Posts:Feed in the settings. WordPress blogs have their feed under /feed/.");

    private static readonly Phrase Later = new(
        "Rien à faire si cela ne dure pas : le flux sera relu plus tard. Sinon, demandez à l'hébergeur du blog.",
        "Nothing to do unless it lasts: the feed will be read again later. Else ask those who host the blog.");

    private static readonly Phrase LetIn = new(
        "Demandez à l'hébergeur du blog de laisser passer les lecteurs de flux (User-Agent FaqResponder).",
        "Ask those who host the blog to let feed readers pass (User-Agent FaqResponder).");

    private readonly string _where = WebAddress.Show(feed);

    public PostProblem NoConnection(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Say(
            new($"Le nom « {feed.Host} » est introuvable.", $"The name \"{feed.Host}\" can't be found."),
            new("Vérifiez l'adresse du flux et la connexion à Internet.",
                "Check the address of the feed and the connection to the Internet.")),
        HttpRequestError.SecureConnectionError => Say(
            new("La connexion sécurisée (TLS) n'a pas pu être établie : certificat périmé ou étranger, ou service qui n'est pas en https.",
                "The secure connection (TLS) could not be made: a certificate that is out of date or another's, or a service that is not https."),
            new("Ouvrez l'adresse dans un navigateur ; si lui aussi se plaint, faites renouveler le certificat du blog.",
                "Open the address in a browser; if it complains too, have the certificate of the blog renewed.")),
        HttpRequestError.ConnectionError => Say(
            new($"Le serveur « {feed.Authority} » n'accepte pas la connexion.",
                $"The server \"{feed.Authority}\" does not accept the connection."),
            new("Vérifiez que le blog est en ligne et que l'adresse est juste.",
                "Check that the blog is online and that the address is right.")),
        _ => BrokenOff(e.Message),
    };

    public PostProblem BrokenOff(string technical) => Say(
        new($"La réponse du serveur est incomplète ou illisible ({technical}).",
            $"The answer of the server is incomplete or unreadable ({technical})."),
        Later);

    public PostProblem TooSlow(TimeSpan limit) => Say(
        new($"Le serveur n'a pas répondu en entier en {Seconds(limit)} secondes.",
            $"The server did not answer in full within {Seconds(limit)} seconds."),
        new("Rien à faire si cela ne dure pas ; sinon, allongez Posts:FeedTimeout dans les réglages.",
            "Nothing to do unless it lasts; else make Posts:FeedTimeout longer in the settings."));

    public PostProblem TooLarge(int limit) => Say(
        new($"Le flux dépasse {Megabytes(limit)} Mo.", $"The feed is larger than {Megabytes(limit)} MB."),
        new("Faites publier moins d'articles par page (WordPress : Réglages, Lecture), ou augmentez Posts:FeedMaxBytes.",
            "Have fewer posts published on a page (WordPress: Settings, Reading), or raise Posts:FeedMaxBytes."));

    public PostProblem BadRedirect(WebAnswer answer) => answer.Refusal switch
    {
        RedirectRefusal.TooMany => Say(
            new("Le serveur renvoie d'adresse en adresse sans fin.", "The server sends from address to address without end."),
            CheckAddress),
        RedirectRefusal.Unprotected => Say(
            new($"Le serveur renvoie vers une adresse sans protection : {answer.Address}",
                $"The server sends to an unprotected address: {answer.Address}"),
            new("Faites corriger cette redirection pour qu'elle reste en https.",
                "Have this redirect corrected so that it stays with https.")),
        RedirectRefusal.NotTheWeb or RedirectRefusal.None => Say(
            new($"Le serveur renvoie vers ce qui n'est pas une adresse du web : {answer.Address}",
                $"The server sends to what is no web address: {answer.Address}"),
            CheckAddress),
    };

    public PostProblem Refused(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Say(
            new($"Il n'y a rien à cette adresse (HTTP {(int)status}).",
                $"There is nothing at this address (HTTP {(int)status})."),
            CheckAddress),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => Say(
            new($"Le serveur refuse de donner le flux (HTTP {(int)status}).",
                $"The server refuses to give the feed (HTTP {(int)status})."),
            LetIn),
        >= HttpStatusCode.InternalServerError => Say(
            new($"Le serveur du blog est en panne (HTTP {(int)status}).",
                $"The server of the blog is out of order (HTTP {(int)status})."),
            Later),
        _ => Say(
            new($"Le serveur a répondu autre chose qu'un flux (HTTP {(int)status}).",
                $"The server answered something other than a feed (HTTP {(int)status})."),
            CheckAddress),
    };

    public PostProblem WebPage(Uri? itsFeed) => Say(
        new("C'est une page web, pas un flux.", "This is a web page, not a feed."),
        itsFeed is null
            ? CheckAddress
            : new($"Son flux est à l'adresse {itsFeed} : mettez-la dans Posts:Feed.",
                $"Its feed is at {itsFeed}: put that into Posts:Feed."));

    public PostProblem OtherXml(string root) => Say(
        new($"Ce n'est ni un flux RSS 2.0 ni un flux Atom (élément <{root}>).",
            $"This is neither an RSS 2.0 feed nor an Atom feed (element <{root}>)."),
        CheckAddress);

    public PostProblem NoXml() => Say(
        new("Ce n'est pas un flux : le contenu n'est pas du XML.", "This is not a feed: what came is not XML."),
        CheckAddress);

    public PostProblem BrokenXml(int line, string technical) => Say(
        new($"Le flux est abîmé ou coupé à la ligne {line} ({technical}).",
            $"The feed is damaged or cut off at line {line} ({technical})."),
        new("Ouvrez le flux dans un navigateur : une extension du blog y écrit sans doute des messages d'erreur. Il sera relu plus tard.",
            "Open the feed in a browser: an extension of the blog probably writes error messages into it. It will be read again later."));

    public PostProblem Empty() => Say(
        new("Le flux ne contient aucun article.", "The feed holds no post."),
        new("Vérifiez que c'est le flux des articles, et non celui des commentaires ou d'une rubrique vide.",
            "Check that it is the feed of the posts, and not that of the comments or of an empty section."));

    public PostProblem LeftOut(IReadOnlyList<string> names)
    {
        var some = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
        return Say(
            new($"Articles sans adresse ou sans texte, laissés de côté ({names.Count}) : {some}",
                $"Posts without an address or a text, left out ({names.Count}): {some}"),
            new("Rien à faire si ce sont des images ou des sons ; sinon, faites publier le texte dans le flux.",
                "Nothing to do if they are pictures or sounds; else have the text published in the feed."));
    }

    private PostProblem Say(Phrase wrong, Phrase remedy) => new(_where, wrong, remedy);

    private static string Megabytes(int bytes) => (bytes / 1e6).ToString("0.###");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.##");
}
