using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Core.Advising;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Feeds;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>posts weak</c>: which posts need phrasings most, what shows it, and the command that helps.</summary>
internal static class WeakPostsCommand
{
    private const int Most = 10;
    private const int MostTried = 300;
    private const int MostExamples = 3;
    private const int MostNamed = 20;

    public static Command Create(Shell shell)
    {
        var all = new Option<bool>("--all") { Description = shell.Say($"Tous, et non les {Most} premiers", $"All of them, not the first {Most}") };
        var json = Shell.JsonOption(shell);
        var command = new Command("weak", shell.Say("Les billets qui ont le plus besoin de formulations, et pourquoi", "The posts that need phrasings most, and why")) { all, json };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var posts = parts.GetRequiredService<PostStore>().Published();
            var weak = Review(shell, parts, posts);
            var shown = parsed.GetValue(all) ? weak : [.. weak.Take(Most)];
            if (parsed.GetValue(json)) Shell.WriteJson(shown.Select(AsJson));
            else Show(shell, posts, weak, shown);
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<WeakPost> Review(Shell shell, IServiceProvider parts, IReadOnlyList<Post> posts)
    {
        var lessons = parts.GetRequiredService<Lessons>().All();
        List<TriedMail> answered = [.. lessons.Where(l => l.Taught.Posts.Count > 0).TakeLast(MostTried).Select(l => new TriedMail(l.Taught.Id, l.Subject, l.Reading, l.Taught.Posts))];
        var reader = parts.GetRequiredService<LedgerReader>();
        List<TriedMail> waiting = [.. reader.List(MostTried, new() { States = [MailState.Waiting] }).Where(e => e.Reason.Because is Because.Unsure).Select(e => Waiting(e.Id, reader.Show(e.Id)!.Mail))];
        var review = new PostReview(posts, [.. lessons.Select(l => l.Taught)], parts.GetRequiredService<FaqSettings>().Answering.Thresholds);
        return shell.WithProgress(
            new("Chaque billet est mis à l'épreuve", "Each post is put to the test"), PostReview.Trials(posts, answered, waiting), done => review.Run(answered, waiting, done));
    }

    private static TriedMail Waiting(long id, IncomingMail mail) => new($"{id}", mail.Subject, MailReader.Read(mail), []);

    private static void Show(Shell shell, IReadOnlyList<Post> posts, IReadOnlyList<WeakPost> weak, IReadOnlyList<WeakPost> shown)
    {
        if (posts.Count == 0)
        {
            shell.Line(shell.Say("Aucun billet n'est connu : « faqresponder posts sync » les lit.", "No post is known: “faqresponder posts sync” reads them."));
            return;
        }

        if (!weak.Any(w => w.HasEvidence))
        {
            shell.Line(shell.Say(
                "Rien ne montre qu'un billet soit mal trouvé : ni vos réponses, ni les messages en attente, ni les billets eux-mêmes.",
                "Nothing shows that a post is found badly: neither your answers, nor the waiting mails, nor the posts themselves."));
            TellThoseWithout(shell, weak);
            return;
        }

        foreach (var post in shown) Show(shell, post);
        if (shown.Count < weak.Count)
        {
            shell.Line(shell.Say($"{weak.Count - shown.Count} autres : --all les montre.", $"{weak.Count - shown.Count} more: --all shows them."));
        }
    }

    private static void TellThoseWithout(Shell shell, IReadOnlyList<WeakPost> weak)
    {
        var without = weak.Where(w => w.HasNoPhrasing).Select(w => w.Post.Id).ToList();
        if (without.Count == 0) return;
        var named = string.Join(", ", without.Take(MostNamed)) + (without.Count > MostNamed ? "…" : "");
        shell.Line(shell.Say($"Sans aucune formulation : {named}.", $"Without any phrasing: {named}."));
        shell.Line("→ " + Remedy(without[0]));
    }

    private static void Show(Shell shell, WeakPost weak)
    {
        shell.Line($"{weak.Post.Title} ({weak.Post.Id})");
        Tell(shell, weak.Missed,
            new("Vous avez répondu avec ce billet, que le service n'aurait pas mis en premier de lui-même", "You answered with this post, which the service by itself would not have put first"),
            m => new($"{Name(m.Mail).French} : {Place(m).French}", $"{Name(m.Mail).English}: {Place(m).English}"));
        Tell(shell, weak.Unsure,
            new("Il serait sans doute la réponse à un message en attente, sans que ce soit assez sûr", "It is likely the answer to a mail that waits, not surely enough"),
            u => new($"{Name(u.Mail).French} : sûreté {Reason.Probability(u.Confidence)}", $"{Name(u.Mail).English}: confidence {Reason.Probability(u.Confidence)}"));
        Tell(shell, weak.Lost,
            new("Ses propres mots mènent ailleurs", "Its own words lead elsewhere"),
            l => new(
                $"{(l.IsTitle ? "son titre" : $"« {Short(l.Words)} »")} : {(l.InItsWay is { } other ? $"« {other.Title} » ({other.Id}) passe devant" : "aucun billet")}",
                $"{(l.IsTitle ? "its title" : $"“{Short(l.Words)}”")}: {(l.InItsWay is { } before ? $"“{before.Title}” ({before.Id}) comes first" : "no post")}"));
        if (weak.HasNoPhrasing) shell.Line("  • " + shell.Say("Il n'a aucune formulation.", "It has no phrasing."));
        shell.Line("  → " + Remedy(weak.Post.Id));
        shell.Line("");
    }

    private static void Tell<T>(Shell shell, IReadOnlyList<T> evidence, Phrase what, Func<T, Phrase> one)
    {
        if (evidence.Count == 0) return;
        shell.Line(shell.Say($"  • {what.French} ({evidence.Count}) :", $"  • {what.English} ({evidence.Count}):"));
        foreach (var item in evidence.Take(MostExamples)) shell.Line("      " + shell.Say(one(item)));
        if (evidence.Count > MostExamples) shell.Line("      …");
    }

    // A question alone ("Et comment le fixer ?") often says little without its subject.
    private static Phrase Name(TriedMail mail) => new($"n° {mail.Id}, {Short(mail.Subject)}, « {Short(mail.Asked)} »", $"no. {mail.Id}, {Short(mail.Subject)}, “{Short(mail.Asked)}”");

    private static Phrase Place(MissedMail missed)
    {
        var (french, english) = missed.Place is { } place ? ($"il venait en {place}e place", $"it came in place {place}") : ("il n'était pas proposé", "it was not suggested");
        return missed.InItsWay is { } other ? new($"{french}, après « {other.Title} » ({other.Id})", $"{english}, after “{other.Title}” ({other.Id})") : new(french, english);
    }

    private static string Remedy(string id) => $"faqresponder posts phrasings {id} --add \"…\"";

    private static string Short(string text)
    {
        const int most = 90;
        var line = PlainLine.Of(text);
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }

    private static object AsJson(WeakPost weak) => new
    {
        post = weak.Post.Id,
        weak.Post.Title,
        weak.Weight,
        phrasings = weak.Post.Phrasings.Count,
        missed = weak.Missed.Select(m => new { mail = m.Mail.Id, m.Mail.Subject, m.Mail.Asked, m.Place, inItsWay = m.InItsWay?.Id }),
        unsure = weak.Unsure.Select(u => new { mail = u.Mail.Id, u.Mail.Subject, u.Mail.Asked, u.Confidence }),
        lost = weak.Lost.Select(l => new { l.Words, title = l.IsTitle, inItsWay = l.InItsWay?.Id }),
        command = Remedy(weak.Post.Id),
    };
}
