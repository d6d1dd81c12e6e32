using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Settings;

namespace FaqResponder.Cli;

/// <summary><c>evaluate</c>: the production path (reading, matching, deciding) over labelled files, as if the mode were Answer.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Shell shell)
    {
        var posts = new Option<FileInfo>("--posts") { Required = true, Description = shell.Say("Billets, JSON Lines", "Posts, JSON Lines") };
        var mails = new Option<FileInfo?>("--mails") { Description = shell.Say("Messages, JSON Lines ; à donner sans --fold", "Mails, JSON Lines; needed without --fold") };
        var phrasings = new Option<FileInfo?>("--phrasings") { Description = shell.Say("Formulations à ajouter aux billets", "Phrasings to add to the posts") };
        var history = new Option<FileInfo?>("--history") { Description = shell.Say("Messages passés avec les billets qui y ont répondu", "Past mails with the posts that answered them") };
        var fold = new Option<int?>("--fold")
        {
            HelpName = "N",
            Description = shell.Say(
                "Évalue l'historique lui-même, en N parts : chaque message passé est décidé par ce que les autres parts ont appris (2 à 50, sans --mails)",
                "Evaluates the history itself, in N parts: each past mail is decided by what the other parts have taught (2 to 50, without --mails)"),
        };
        var precision = new Option<double?>("--precision") { Description = shell.Say("Part de réponses justes voulue (0 à 1), qui donne le seuil de sûreté", "The share of right answers wanted (0 to 1), which gives the threshold") };
        precision.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (>= 0 and <= 1)) result.AddError(shell.Say("--precision : un nombre entre 0 et 1, avec un point : 0.95.", "--precision: a number between 0 and 1, with a point: 0.95."));
        });
        var output = new Option<FileInfo>("--output") { Required = true, Description = shell.Say("Où écrire les décisions", "Where to write the decisions") };
        var command = new Command("evaluate", shell.Say("Passe des messages étiquetés par le chemin réel et écrit les décisions", "Runs labelled mails through the real path and writes the decisions"))
        {
            posts, mails, phrasings, history, fold, precision, output,
        };
        command.Validators.Add(result =>
        {
            foreach (var file in ((FileInfo?[])[result.GetValue(posts), result.GetValue(mails), result.GetValue(phrasings), result.GetValue(history)]).OfType<FileInfo>().Where(f => !f.Exists))
            {
                result.AddError(shell.Say($"Le fichier {file} n'existe pas.", $"The file {file} doesn't exist."));
            }

            if (Wrong(result.GetValue(mails), result.GetValue(history), result.GetValue(fold)) is { } wrong) result.AddError(shell.Say(wrong));
        });
        command.SetAction(parsed =>
        {
            var thresholds = new Thresholds(parsed.GetValue(precision) is { } wanted ? ConfidenceModel.Shipped.ThresholdFor(wanted) : AnsweringSettings.DefaultThresholds.Answer, AnsweringSettings.DefaultThresholds.Draft);
            try
            {
                return Run(
                    shell, new(parsed.GetRequiredValue(posts), parsed.GetValue(mails), parsed.GetValue(phrasings), parsed.GetValue(history), parsed.GetRequiredValue(output)),
                    parsed.GetValue(fold), thresholds);
            }
            catch (JsonLinesException wrong)
            {
                shell.Problem(new($"{wrong.Message} : ligne illisible", $"{wrong.Message}: unreadable line"));
                return ExitCode.WrongInput;
            }
            catch (RepeatedIdException repeated)
            {
                shell.Problem(new($"{repeated.Message} : deux billets portent ce nom ; donnez à chacun le sien.", $"{repeated.Message}: two posts have this id; give each its own."));
                return ExitCode.WrongInput;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                shell.Problem(new($"Lecture ou écriture impossible : {fault.Message}", $"Can't read or write: {fault.Message}"));
                return ExitCode.WrongInput;
            }
        });
        return command;
    }

    private sealed class RepeatedIdException(string id) : Exception(id);

    private sealed record Files(FileInfo Posts, FileInfo? Mails, FileInfo? Phrasings, FileInfo? History, FileInfo Output);

    /// <summary>A mail of the files with its decision.</summary>
    private sealed record Decided(JsonElement Line, Decision Decision, MailMatches Matches);

    private static Phrase? Wrong(FileInfo? mails, FileInfo? history, int? fold) => (mails, history, fold) switch
    {
        (_, _, < 2 or > 50) => new("--fold : un nombre de parts entre 2 et 50.", "--fold: a number of parts between 2 and 50."),
        (null, _, null) => new("Donnez --mails, ou --history avec --fold.", "Give --mails, or --history with --fold."),
        (not null, _, not null) => new("--fold évalue l'historique : sans --mails.", "--fold evaluates the history: without --mails."),
        (_, null, not null) => new("--fold évalue l'historique : donnez --history.", "--fold evaluates the history: give --history."),
        _ => null,
    };

    private static int Run(Shell shell, Files files, int? fold, Thresholds thresholds)
    {
        var posts = Posts(files);
        List<JsonElement> history = files.History is { } file ? [.. JsonLines.Read(file)] : [];
        List<JsonElement> lines = fold is null ? [.. JsonLines.Read(files.Mails!)] : history.FindAll(line => line.TryGetProperty("answered_with", out _));
        var clock = new Stopwatch();
        var decided = shell.WithProgress(new("Lecture et décision", "Reading and deciding"), lines.Count, done => fold is { } parts
            ? Fold(posts, history, lines, parts, thresholds, clock, done)
            : Decide(new(posts, Past(history)), lines, thresholds, clock, done));

        using (var writer = new StreamWriter(files.Output.FullName))
        {
            foreach (var mail in decided) writer.Write(JsonSerializer.Serialize(AsJson(shell, mail), Json) + "\n");
        }

        var each = lines.Count > 0 ? clock.Elapsed.TotalMilliseconds / lines.Count : 0;
        var counts = decided.GroupBy(d => Outcome(d.Decision).Word).Select(g => $"{g.Key}: {g.Count()}");
        shell.Line(string.Join(" · ", counts) + $" · {each:0.0} ms · {shell.Say("seuil", "threshold")} {thresholds.Answer:0.00}");
        if (fold is not null) Summarize(shell, decided);
        return ExitCode.Done;
    }

    private static List<Decided> Decide(Matcher matcher, List<JsonElement> lines, Thresholds thresholds, Stopwatch clock, Action done) => lines.ConvertAll(line =>
    {
        clock.Start();
        var mail = new IncomingMail
        {
            From = [new(JsonLines.Text(line, "from_name"), JsonLines.Text(line, "from_addr"))],
            Subject = JsonLines.Text(line, "subject"),
            Text = JsonLines.Text(line, "body"),
        };
        var reading = MailReader.Read(mail);
        var matches = matcher.Match(mail.Subject, reading);
        var decision = Decider.Decide(mail, reading, [], matches, thresholds);
        clock.Stop();
        done();
        return new Decided(line, decision, matches);
    });

    // The same mail is in the same part whatever else the file holds, so that two runs can be compared.
    private static List<Decided> Fold(List<Post> posts, List<JsonElement> history, List<JsonElement> lines, int parts, Thresholds thresholds, Stopwatch clock, Action done)
    {
        var decided = Enumerable.Range(0, parts).SelectMany(part =>
            Decide(new(posts, Past(history.FindAll(line => Part(line) != part))), lines.FindAll(line => Part(line) == part), thresholds, clock, done)).ToLookup(d => Part(d.Line));
        var next = decided.ToDictionary(d => d.Key, d => new Queue<Decided>(d));
        return lines.ConvertAll(line => next[Part(line)].Dequeue());

        int Part(JsonElement line) => SHA256.HashData(Encoding.UTF8.GetBytes(JsonLines.Text(line, "id")))[0] % parts;
    }

    private static void Summarize(Shell shell, List<Decided> decided)
    {
        var answered = decided.FindAll(d => Answers(d).Count > 0);
        var first = answered.Count(d => d.Matches.Best.Take(1).Any(m => Answers(d).Contains(m.Post.Id)));
        var amongThree = answered.Count(d => d.Matches.Best.Take(3).Any(m => Answers(d).Contains(m.Post.Id)));
        var sent = decided.FindAll(d => d.Decision is Decision.Answer);
        var right = sent.Count(d => Outcome(d.Decision).Posts.All(Answers(d).Contains));
        shell.Line(shell.Say(
            $"{answered.Count} messages auxquels un billet a répondu : le bon en premier pour {Share(first)}, parmi trois pour {Share(amongThree)}. Partis au seuil : {sent.Count}, dont {right} justes.",
            $"{answered.Count} mails that a post answered: the right one first for {Share(first)}, among three for {Share(amongThree)}. Sent at the threshold: {sent.Count}, {right} of them rightly."));

        string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({(answered.Count > 0 ? 100.0 * count / answered.Count : 0):0.0} %)");
    }

    private static IReadOnlyList<string> Answers(Decided mail) => JsonLines.Texts(mail.Line, "answered_with");

    private static object AsJson(Shell shell, Decided mail)
    {
        var (word, sent) = Outcome(mail.Decision);
        return new
        {
            id = JsonLines.Text(mail.Line, "id"),
            decision = word,
            posts = sent,
            suggestions = mail.Matches.Best.Select(m => new { post = m.Post.Id, confidence = m.Confidence }),
            reason = mail.Decision.Reason.Words.In(shell.Language),
            explanation = mail.Matches.Best.Count > 0 ? mail.Matches.Best[0].Explanation.Words.In(shell.Language) : "",
        };
    }

    private static (string Word, IReadOnlyList<string> Posts) Outcome(Decision decision) => decision switch
    {
        Decision.Answer answer => ("answer", [.. answer.Posts.Select(p => p.Post.Id)]),
        Decision.AskTheAuthor => ("ask", []),
        Decision.SetAside => ("set-aside", []),
        _ => throw new UnreachableException(),
    };

    private static List<PastMail> Past(List<JsonElement> history) => history.ConvertAll(line =>
    {
        var subject = JsonLines.Text(line, "subject");
        var reading = MailReader.Read(new() { Subject = subject, Text = JsonLines.Text(line, "body") });
        return PastMail.Of(JsonLines.Text(line, "id"), subject, reading, JsonLines.Texts(line, "answered_with"));
    });

    private static List<Post> Posts(Files files)
    {
        var more = new Dictionary<string, List<string>>();
        if (files.Phrasings is { } phrasings)
        {
            foreach (var line in JsonLines.Read(phrasings)) Add(JsonLines.Text(line, "id"), JsonLines.Texts(line, "questions"));
        }

        var ids = new HashSet<string>();
        return [.. JsonLines.Read(files.Posts).Select(line => new Post
        {
            Id = JsonLines.Text(line, "id") is var id && ids.Add(id) ? id : throw new RepeatedIdException($"{files.Posts}, « {id} »"),
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
