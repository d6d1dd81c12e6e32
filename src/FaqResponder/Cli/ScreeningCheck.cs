using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Settings;

namespace FaqResponder.Cli;

/// <summary>What <c>check</c> says about who may be answered by machine: who proves senders, whom to leave alone, how often, how long held.</summary>
internal static class ScreeningCheck
{
    private const int Newest = 10;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>The rules in a line, and the server that checks senders, as far as the newest mails tell.</summary>
    public static async Task<(Phrase Details, Phrase? Remedy)> LookAsync(IMailbox mailbox, FaqSettings settings, TimeProvider clock, CancellationToken token)
    {
        var screening = settings.Screening;
        var answering = settings.Answering;
        var proof = (screening.AuthenticationServer, screening.Unauthenticated) switch
        {
            ({ Length: > 0 } server, _) => new Phrase($"expéditeurs contrôlés par {server}", $"senders checked by {server}"),
            (_, Unauthenticated.Answer) => new("expéditeurs non contrôlés", "senders not checked"),
            _ => new Phrase("personne ne contrôle les expéditeurs : tout vous attend", "nobody checks senders: all mail waits for you"),
        };
        var caps = answering.Caps;
        var details = new Phrase(
            $"{proof.French} · au plus {caps.PerAskerAndDay} par personne et par jour, {caps.PerDomainAndDay} par domaine, {caps.PerHour} par heure, {caps.PerDay} par jour · retenues {answering.HoldTime:c}",
            $"{proof.English} · at most {caps.PerAskerAndDay} a person and day, {caps.PerDomainAndDay} a domain, {caps.PerHour} an hour, {caps.PerDay} a day · held {answering.HoldTime:c}");
        if (settings.Mode is not Mode.Answer || screening.Unauthenticated is Unauthenticated.Answer) return (details, null);
        return (details, Remedy(screening.AuthenticationServer, await ServersAsync(mailbox, clock.GetUtcNow() - Lately, token)));
    }

    private static Phrase? Remedy(string server, IReadOnlyList<string> seen)
    {
        var named = string.Join(", ", seen);
        if (server.Length == 0)
        {
            return seen.Count == 0
                ? new(
                    "vos derniers messages ne portent aucun Authentication-Results → Screening:Unauthenticated Answer, si vous acceptez que des expéditeurs soient faux",
                    "your newest mails bear no Authentication-Results → Screening:Unauthenticated Answer, if you accept that senders may be forged")
                : new(
                    $"vos derniers messages portent : {named} → mettez celui de votre hébergeur dans Screening:AuthenticationServer",
                    $"your newest mails bear: {named} → put your provider's into Screening:AuthenticationServer");
        }

        if (seen.Count == 0 || seen.Any(s => AuthenticationResults.IsNamed(s, server))) return null;
        return new(
            $"aucun de vos derniers messages ne porte {server}, mais {named} → corrigez Screening:AuthenticationServer",
            $"none of your newest mails bears {server}, but {named} → correct Screening:AuthenticationServer");
    }

    private static async Task<IReadOnlyList<string>> ServersAsync(IMailbox mailbox, DateTimeOffset since, CancellationToken token)
    {
        var arrivals = await mailbox.LookAsync(null, since, token);
        var mails = await mailbox.FetchAsync(arrivals.Position.UidValidity, [.. arrivals.Uids.TakeLast(Newest)], token);
        return [.. mails.SelectMany(m => AuthenticationResults.Servers(m.Mail).Take(1)).GroupBy(s => s).OrderByDescending(g => g.Count()).Select(g => g.Key)];
    }
}
