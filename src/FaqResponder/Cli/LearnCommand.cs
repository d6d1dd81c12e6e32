using System.CommandLine;
using System.Globalization;

using FaqResponder.Core.Learning;
using FaqResponder.Core.Replies;
using FaqResponder.Feeds;
using FaqResponder.Past;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>learn</c>: learns from what the author answered before the service came.</summary>
internal static class LearnCommand
{
    private const string Usual = "2y";
    private const int LongestSample = 400;

    public static Command Create(Shell shell)
    {
        var options = new PastOptions(shell, Usual);
        var json = Shell.JsonOption(shell);
        var command = new Command("learn", shell.Say(
            "Apprend de vos anciens messages : ce que vous avez répondu, avec quel billet, et les réponses que vous tapez toujours à la main. N'envoie rien et ne change rien dans la boîte ; interrompu, reprend où il en était.",
            "Learns from your past mail: what you answered, with which post, and the answers that you keep typing by hand. Sends nothing and changes nothing in the mailbox; broken off, it goes on where it stopped."))
        {
            options.Since, options.Folders, json,
        };
        command.SetAction(async (parsed, token) =>
        {
            await using var parts = shell.Parts();
            var clock = parts.GetRequiredService<TimeProvider>();
            if (Moment.Parse(parsed.GetRequiredValue(options.Since), clock) is not { } since)
            {
                shell.Problem(Moment.NotOne(parsed.GetRequiredValue(options.Since)));
                return ExitCode.WrongInput;
            }

            try
            {
                if (!await PastOptions.HasPostsAsync(shell, parts, token)) return ExitCode.Failed;
                var learned = await shell.WithProgressAsync(async progress =>
                {
                    await using var mailbox = parts.GetRequiredService<MailboxFactory>().CreateReadOnly();
                    var mails = await PastCorrespondence.OpenAsync(mailbox, parts.GetRequiredService<FaqSettings>(), PastOptions.Named(parsed.GetValue(options.Folders)), since, token);
                    return await parts.GetRequiredService<LearnFromPast>().RunAsync(mails, progress, token);
                });
                var titles = parts.GetRequiredService<Figures>().Titles([.. learned.Posts.Select(p => p.PostId).Distinct()]);
                if (parsed.GetValue(json)) Shell.WriteJson(AsJson(learned, titles));
                else Tell(shell, learned, titles);
                return ExitCode.Done;
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                shell.Problem(new("Interrompu. Ce qui est appris reste appris : relancez la même commande pour continuer.", "Broken off. What is learned stays learned: run the same command again to go on."));
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static void Tell(Shell shell, LearnedPast learned, IReadOnlyDictionary<string, string> titles)
    {
        shell.Line(shell.Say(
            $"{learned.Received} messages reçus et {learned.Sent} envoyés ont été regardés. {learned.Pairs} de vos envois répondent à un message reçu ; {learned.New} étaient nouveaux pour le registre.",
            $"{learned.Received} received and {learned.Sent} sent mails were looked at. {learned.Pairs} of those sent answer one received; {learned.New} were new to the ledger."));
        shell.Line(shell.Say(
            $"Appris en tout : {learned.Mails} messages répondus par vous, {learned.Mails - learned.Free} avec un billet, {learned.Free} avec vos seuls mots.",
            $"Learned in all: {learned.Mails} mails that you answered, {learned.Mails - learned.Free} with a post, {learned.Free} in words of your own."));
        ShowPosts(shell, learned, titles);
        ShowHabits(shell, learned);
        if (learned.Free > 0) shell.Line(shell.Say("→ « faqresponder gaps --since 2a » groupe les questions sans billet ; « gaps draft N » en commence un.", "→ “faqresponder gaps --since 2y” groups the questions without a post; “gaps draft N” begins one."));
        shell.Line(shell.Say("→ « faqresponder backtest --since 90j » montre ce que le service aurait fait de ces messages.", "→ “faqresponder backtest --since 90d” shows what the service would have done with this mail."));
    }

    private static void ShowPosts(Shell shell, LearnedPast learned, IReadOnlyDictionary<string, string> titles)
    {
        if (learned.Posts.Count == 0) return;
        var table = new Table().RoundedBorder().AddColumns(
            new TableColumn(shell.Say("Billet", "Post")), new TableColumn(shell.Say("Par son lien", "By its link")).RightAligned(),
            new TableColumn(shell.Say("Par son texte", "By its text")).RightAligned(), new TableColumn(shell.Say("Par vos mots habituels", "By your usual words")).RightAligned());
        foreach (var post in learned.Posts.GroupBy(p => p.PostId).OrderByDescending(g => g.Sum(p => p.Mails)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            table.AddRow([Shell.Cell(titles.GetValueOrDefault(post.Key, post.Key)), .. Enum.GetValues<ToldBy>().Select(by => Number(post.Where(p => p.By == by).Sum(p => p.Mails)))]);
        }

        shell.Screen.Write(table);
    }

    private static void ShowHabits(Shell shell, LearnedPast learned)
    {
        if (learned.Habits.Count == 0) return;
        shell.Line(shell.Say("Ce que vous tapez à la main, encore et encore, et qui n'est dans aucun billet :", "What you type by hand, again and again, and that is in no post:"));
        var table = new Table().RoundedBorder().ShowRowSeparators().AddColumns(
            new TableColumn(shell.Say("Fois", "Times")).RightAligned(), new TableColumn(shell.Say("Personnes", "People")).RightAligned(), new TableColumn(shell.Say("De … à", "From … to")).NoWrap(),
            new TableColumn(shell.Say("Questions", "Questions")), new TableColumn(shell.Say("Votre réponse, la dernière fois", "Your answer, the last time")));
        foreach (var habit in learned.Habits)
        {
            table.AddRow(
                Number(habit.Mails), Number(habit.People), $"{Day(habit.First)}\n{Day(habit.Last)}", string.Join('\n', habit.Questions.Select(q => "– " + Shell.Cell(PlainLine.Of(q)))),
                Shell.Cell(Excerpt.Of(habit.Words.Trim(), LongestSample)));
        }

        shell.Screen.Write(table);
    }

    private static object AsJson(LearnedPast learned, IReadOnlyDictionary<string, string> titles) => new
    {
        learned.Received,
        learned.Sent,
        learned.Pairs,
        learned.New,
        learned.Mails,
        learned.Free,
        posts = learned.Posts.Select(p => new { post = p.PostId, title = titles.GetValueOrDefault(p.PostId), by = p.By.ToString(), p.Mails }),
        habits = learned.Habits,
    };

    private static string Number(int count) => count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
