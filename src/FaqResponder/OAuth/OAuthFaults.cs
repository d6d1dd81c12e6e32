using Duende.IdentityModel.Client;

using FaqResponder.Core;
using FaqResponder.Settings;

namespace FaqResponder.OAuth;

/// <summary>Puts what providers answer (RFC 6749, section 5.2; RFC 8628, section 3.5) into words.</summary>
internal static class OAuthFaults
{
    private const int LongestDetail = 200;

    private static readonly Phrase SignInAgain = new(
        "Lancez « faqresponder login ». Jusque-là, les messages attendent dans la boîte ; aucun n'est perdu.",
        "Run “faqresponder login”. Until then the mail waits in the mailbox; none is lost.");

    private static readonly Phrase OnceMore = new("Relancez « faqresponder login ».", "Run “faqresponder login” again.");

    /// <summary>The error code of an answer; empty for none.</summary>
    public static string Code(ProtocolResponse answer) => (answer.Json is { ValueKind: System.Text.Json.JsonValueKind.Object } ? answer.TryGet("error") : null) ?? "";

    /// <summary>The exception for an answer without tokens.</summary>
    public static OAuthException Of(ProtocolResponse answer, Uri endpoint) => Code(answer) switch
    {
        "" when (int)answer.HttpStatusCode is >= 400 and < 500 and not (408 or 429) => WrongAddress(endpoint, Status(answer)),
        "" or "temporarily_unavailable" or "server_error" => Away(endpoint, Status(answer)),
        "invalid_grant" or "interaction_required" or "login_required" or "consent_required" => new(
            new("l'autorisation de lire la boîte a été retirée ou a expiré", "the permission to read the mailbox was withdrawn or has expired"), SignInAgain, needsAPerson: true),
        "invalid_client" or "unauthorized_client" => new(
            new($"{endpoint.Host} ne reconnaît pas l'application ({Detail(answer)})", $"{endpoint.Host} doesn't recognise the application ({Detail(answer)})"),
            new(
                "Vérifiez Mailbox:OAuth:ClientId et ClientSecret, et que l'application admet les clients publics (« faqresponder login --help »).",
                "Check Mailbox:OAuth:ClientId and ClientSecret, and that the application allows public clients (“faqresponder login --help”)."),
            needsAPerson: true),
        "access_denied" or "authorization_declined" => Denied(),
        "expired_token" => TooLate(),
        "invalid_scope" => new(
            new($"{endpoint.Host} n'accorde pas les droits demandés ({Detail(answer)})", $"{endpoint.Host} doesn't grant the rights that are asked for ({Detail(answer)})"),
            new("Vérifiez Mailbox:OAuth:Scopes, et les droits de l'application chez l'hébergeur.", "Check Mailbox:OAuth:Scopes, and the rights of the application at the provider."),
            needsAPerson: true),
        _ => new(
            new($"{endpoint.Host} refuse la demande ({Detail(answer)})", $"{endpoint.Host} refuses the request ({Detail(answer)})"),
            new("Vérifiez Mailbox:OAuth ; sinon relancez « faqresponder login ».", "Check Mailbox:OAuth; else run “faqresponder login” again."), needsAPerson: true),
    };

    public static OAuthException Denied() => new(new("la demande a été refusée dans le navigateur", "the request was refused in the browser"), OnceMore, needsAPerson: true);

    public static OAuthException TooLate() => new(new("le temps pour confirmer est écoulé", "the time to confirm is over"), OnceMore, needsAPerson: true);

    public static OAuthException NotSignedIn() => new(new("personne ne s'est encore connecté à cette boîte", "nobody has signed in to this mailbox yet"), SignInAgain, needsAPerson: true);

    public static OAuthException OtherClient() => new(
        new("les jetons gardés sont ceux d'une autre application (Mailbox:OAuth a changé)", "the tokens kept are those of another application (Mailbox:OAuth has changed)"), SignInAgain, needsAPerson: true);

    public static OAuthException Damaged(string path) => new(
        new($"le fichier des jetons est illisible : {path}", $"the token file makes no sense: {path}"), SignInAgain, needsAPerson: true);

    public static OAuthException Closed(string path) => new(
        new($"le fichier des jetons ne peut être lu ou écrit : {path}", $"the token file can't be read or written: {path}"),
        new("Donnez-le, et son dossier, au compte du service (chown).", "Give it, and its folder, to the service's account (chown)."), needsAPerson: true);

    public static OAuthException NothingLasting() => new(
        new("l'hébergeur n'a pas donné de jeton durable", "the provider gave no token that lasts"),
        new("Ajoutez offline_access (ou ce que veut l'hébergeur) à Mailbox:OAuth:Scopes et recommencez.", "Add offline_access (or what the provider wants) to Mailbox:OAuth:Scopes and try again."), needsAPerson: true);

    public static OAuthException Away(Uri endpoint, string detail) => new(
        new($"{endpoint.Host} ne donne pas de jeton en ce moment ({detail})", $"{endpoint.Host} gives no token just now ({detail})"),
        new("Rien à faire si c'est passager : le service réessaie de lui-même.", "Nothing to do if it passes: the service tries again by itself."), needsAPerson: false);

    private static OAuthException WrongAddress(Uri endpoint, string detail) => new(
        new($"{endpoint} ne donne pas de jetons ({detail})", $"{endpoint} gives no tokens ({detail})"),
        new("Vérifiez les adresses dans Mailbox:OAuth.", "Check the addresses in Mailbox:OAuth."), needsAPerson: true);

    /// <summary>A mail server that takes no token at all.</summary>
    public static OAuthException NotOffered(ServerSettings server) => new(
        new($"{server.Host}:{server.Port} n'accepte pas OAuth", $"{server.Host}:{server.Port} doesn't take OAuth"),
        new("Vérifiez Host ; sinon videz Mailbox:OAuth et donnez un mot de passe.", "Check Host; else empty Mailbox:OAuth and give a password."), needsAPerson: true);

    private static string Status(ProtocolResponse answer) => answer switch
    {
        { Exception: System.Text.Json.JsonException } => "JSON ?",
        { Exception: { } fault } => fault.Message,
        _ => $"HTTP {(int)answer.HttpStatusCode}",
    };

    // The provider's own words; only the first line, since Microsoft adds several of numbers for itself.
    private static string Detail(ProtocolResponse answer)
    {
        var words = (answer.TryGet("error_description") ?? "").Split('\r', '\n')[0].Trim();
        var detail = words.Length == 0 ? Code(answer) : $"{Code(answer)}: {words}";
        return detail.Length <= LongestDetail ? detail : detail[..LongestDetail] + "…";
    }
}
