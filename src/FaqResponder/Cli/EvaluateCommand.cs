using System.CommandLine;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Settings;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>evaluate</c>: the production path (reading, matching, deciding) over labelled files, as if the mode were Answer.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Shell shell)
    {
        var posts = new Option<FileInfo>("--posts") { Required = true, Description = shell.Say("Billets, JSON Lines", "Posts, JSON Lines") };
        var mails = new Option<FileInfo>("--mails") { Required = true, Description = shell.Say("Messages, JSON Lines", "Mails, JSON Lines") };
        var phrasings = new Option<FileInfo?>("--phrasings") { Description = shell.Say("Formulations à ajouter aux billets", "Phrasings to add to the posts") };
        var history = new Option<FileInfo?>("--history") { Description = shell.Say("Messages passés avec les billets qui y ont répondu", "Past mails with the posts that answered them") };
        var precision = new Option<double?>("--precision") { Description = shell.Say("Part de réponses justes voulue (0 à 1), qui donne le seuil de sûreté", "The share of right answers wanted (0 to 1), which gives the threshold") };
        precision.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (>= 0 and <= 1)) result.AddError(shell.Say("--precision : un nombre entre 0 et 1, avec un point : 0.95.", "--precision: a number between 0 and 1, with a point: 0.95."));
        });
        var output = new Option<FileInfo>("--output") { Required = true, Description = shell.Say("Où écrire les décisions", "Where to write the decisions") };
        var command = new Command("evaluate", shell.Say("Passe des messages étiquetés par le chemin réel et écrit les décisions", "Runs labelled mails through the real path and writes the decisions"))
        {
            posts, mails, phrasings, history, precision, output,
        };
        command.SetAction(parsed =>
        {
            var thresholds = new Thresholds(parsed.GetValue(precision) is { } wanted ? ConfidenceModel.Shipped.ThresholdFor(wanted) : AnsweringSettings.DefaultThresholds.Answer, AnsweringSettings.DefaultThresholds.Draft);
            try
            {
                return Run(
                    shell, new(parsed.GetRequiredValue(posts), parsed.GetRequiredValue(mails), parsed.GetValue(phrasings), parsed.GetValue(history), parsed.GetRequiredValue(output)), thresholds);
            }
            catch (JsonLinesException wrong)
            {
                shell.Problem(new($"{wrong.Message} : ligne illisible", $"{wrong.Message}: unreadable line"));
                return ExitCode.WrongInput;
            }
        });
        return command;
    }

    private sealed record Files(FileInfo Posts, FileInfo Mails, FileInfo? Phrasings, FileInfo? History, FileInfo Output);

    private static int Run(Shell shell, Files files, Thresholds thresholds)
    {
        var matcher = new Matcher(Posts(files), Past(files));
        var clock = Stopwatch.StartNew();
        var counts = new Dictionary<string, int>();
        var done = 0;
        using var writer = new StreamWriter(files.Output.FullName);
        foreach (var line in JsonLines.Read(files.Mails))
        {
            var mail = new IncomingMail
            {
                From = [new(JsonLines.Text(line, "from_name"), JsonLines.Text(line, "from_addr"))],
                Subject = JsonLines.Text(line, "subject"),
                Text = JsonLines.Text(line, "body"),
            };
            var reading = MailReader.Read(mail);
            var matches = matcher.Match(mail.Subject, reading);
            var decision = Decider.Decide(mail, reading, [], matches, thresholds);
            var (word, sent) = Outcome(decision);
            counts[word] = counts.GetValueOrDefault(word) + 1;
            done++;
            writer.Write(JsonSerializer.Serialize(
                new
                {
                    id = JsonLines.Text(line, "id"),
                    decision = word,
                    posts = sent,
                    suggestions = matches.Best.Select(m => new { post = m.Post.Id, confidence = m.Confidence }),
                    reason = decision.Reason.Words.In(shell.Language),
                    explanation = matches.Best.Count > 0 ? matches.Best[0].Explanation.Words.In(shell.Language) : "",
                }, Json) + "\n");
        }

        var each = done > 0 ? clock.Elapsed.TotalMilliseconds / done : 0;
        shell.Line(string.Join(" · ", counts.Select(c => $"{c.Key}: {c.Value}")) + $" · {each:0.0} ms · {shell.Say("seuil", "threshold")} {thresholds.Answer:0.00}");
        return ExitCode.Done;
    }

    private static (string Word, IReadOnlyList<string> Posts) Outcome(Decision decision) => decision switch
    {
        Decision.Answer answer => ("answer", [.. answer.Posts.Select(p => p.Post.Id)]),
        Decision.AskTheAuthor => ("ask", []),
        Decision.SetAside => ("set-aside", []),
        _ => throw new UnreachableException(),
    };

    private static List<PastMail> Past(Files files) => files.History is not { } history ? [] : [.. JsonLines.Read(history).Select(line =>
    {
        var subject = JsonLines.Text(line, "subject");
        var reading = MailReader.Read(new() { Subject = subject, Text = JsonLines.Text(line, "body") });
        return PastMail.Of(JsonLines.Text(line, "id"), subject, reading, JsonLines.Texts(line, "answered_with"));
    })];

    private static List<Post> Posts(Files files)
    {
        var more = new Dictionary<string, List<string>>();
        if (files.Phrasings is { } phrasings)
        {
            foreach (var line in JsonLines.Read(phrasings)) Add(JsonLines.Text(line, "id"), JsonLines.Texts(line, "questions"));
        }

        return [.. JsonLines.Read(files.Posts).Select(line => new Post
        {
            Id = JsonLines.Text(line, "id"),
            Title = JsonLines.Text(line, "title"),
            Url = JsonLines.Text(line, "url"),
            Language = LanguageCodes.Parse(JsonLines.Text(line, "lang")) ?? Language.French,
            Text = JsonLines.Text(line, "body"),
            Phrasings = [.. JsonLines.Texts(line, "questions"), .. more.GetValueOrDefault(JsonLines.Text(line, "id"), [])],
        })];

        void Add(string post, IEnumerable<string> questions)
        {
            if (!more.TryGetValue(post, out var list)) more[post] = list = [];
            list.AddRange(questions);
        }
    }
}
