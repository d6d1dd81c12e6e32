using System.Globalization;
using System.Text;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Feeds;
using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Cli;

/// <summary>What to write next: on a ledger in which three people ask about honey and one about hives.</summary>
public sealed class GapsTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private readonly FilledLedger _ledger;
    private int _mails;

    public GapsTests()
    {
        Posts.Write(_folder["posts"]);
        _settings = Support.Program.Local(_folder);
        _ledger = new(_folder.Path);
    }

    [Fact]
    public async Task Questions_that_no_post_answers_are_counted_the_most_frequent_first()
    {
        var hive = Asks("Combien coûte une ruche en bois pour débuter ?", "noe@client.test");
        var oldest = Asks("Quel miel pour les allergies au pollen ?", "lea@client.test", Now.AddMonths(-2));
        Asks("Quel miel choisir contre les allergies au pollen ?", "zoe@client.test", Now.AddMonths(-1));
        var newest = Asks("Quel miel pour les allergies au pollen de bouleau ?", "LEA@client.test", Now.AddHours(-1));
        _ledger.Answered(Mail("Quel miel pour une tarte ?", "max@client.test"), "assurance");

        var listed = await ListAsync();

        listed.Select(g => (Id(g), g.GetProperty("mails").GetInt32(), g.GetProperty("people").GetInt32())).ShouldBe([(oldest, 3, 2), (hive, 1, 1)]);
        listed[0].GetProperty("question").GetString()!.ShouldContain("allergies");
        listed[0].GetProperty("samples").GetArrayLength().ShouldBe(2);
        listed[0].GetProperty("mailIds").EnumerateArray().First().GetInt64().ShouldBe(newest);
        listed[0].GetProperty("last").GetDateTimeOffset().ShouldBe(Now.AddHours(-1), TimeSpan.FromSeconds(1));
        var months = listed[0].GetProperty("months").EnumerateArray().ToDictionary(m => m.GetProperty("month").GetString()!, m => m.GetProperty("mails").GetInt32());
        (months.Values.Sum(), months[Month(Now.AddMonths(-2))]).ShouldBe((3, 1));

        var printed = await RunAsync("gaps");

        printed.ExitCode.ShouldBe(0, printed.Errors);
        printed.Output.ShouldContain($"{Month(Now.AddMonths(-2))}…{Month(Now)}");
        printed.Output.ShouldContain("– Quel miel");
        printed.Output.ShouldContain($"dernier le {Now.AddHours(-1).ToLocalTime():yyyy-MM-dd}");
        printed.Output.ShouldContain($"→ « faqresponder gaps draft {oldest} » prépare un billet");
    }

    [Fact]
    public async Task A_line_keeps_its_number_when_others_join_and_any_of_its_mails_names_it()
    {
        var first = Asks("Quel miel pour les allergies au pollen ?", "lea@client.test");
        Id((await ListAsync()).ShouldHaveSingleItem()).ShouldBe(first);

        var second = Asks("Quel miel choisir contre les allergies au pollen ?", "zoe@client.test");

        Id((await ListAsync()).ShouldHaveSingleItem()).ShouldBe(first);
        (await RunAsync("gaps", "draft", $"{second}", "--out", _folder["un.md"])).ExitCode.ShouldBe(0);
        (await RunAsync("gaps", "draft", $"{first}", "--out", _folder["deux.md"])).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder["un.md"], Token)).ShouldBe(await File.ReadAllTextAsync(_folder["deux.md"], Token));
    }

    [Fact]
    public async Task Only_so_many_lines_are_shown_and_only_of_the_time_that_is_asked_for()
    {
        var old = Asks("Combien coûte une ruche en bois pour débuter ?", "noe@client.test", Now.AddYears(-2));
        Asks("Quel miel pour les allergies au pollen ?", "lea@client.test");
        Asks("Comment chasser les frelons asiatiques du jardin ?", "zoe@client.test");

        (await ListAsync()).Count.ShouldBe(2);
        (await ListAsync("--limit", "1")).Count.ShouldBe(1);
        (await ListAsync("--since", "3a")).Count.ShouldBe(3);
        (await RunAsync("gaps", "--limit", "1")).Output.ShouldContain("1 de plus : --limit 2 les montre.");
        (await RunAsync("gaps", "--since", "3y")).Output.ShouldContain("--since 3y »");
        (await RunAsync("gaps", "draft", $"{old}")).ExitCode.ShouldBe(2);
        (await RunAsync("gaps", "draft", $"{old}", "--since", "3y")).ExitCode.ShouldBe(0);

        foreach (var wrong in (string[][])[["--since", "hier"], ["--limit", "0"]])
        {
            var refused = await RunAsync(["gaps", .. wrong]);
            refused.ExitCode.ShouldBe(2);
            refused.Errors.ShouldContain(wrong[1]);
        }
    }

    [Fact]
    public async Task What_she_answered_in_her_own_words_is_counted_and_the_most_complete_answer_is_the_text()
    {
        var first = Asks("Quel miel pour les allergies au pollen ?", "lea@client.test");
        var second = Mail("Quel miel choisir contre les allergies au pollen ?", "zoe@client.test");
        Answers(second, Asks(second), "Bonjour Zoé,\n\nUn miel local, Zoé, et jamais avant trois ans. Zoé Le Bris en a parlé. Commencez par une cuillère à café : https://blog.example.test/cuillere\n\nBien cordialement\nSylvie");
        var third = Mail("Quel miel pour les allergies au pollen de bouleau ?", "ana@client.test");
        AnswersInHerMailProgram(third, Asks(third), "Bonjour,\nUn miel local.\nSylvie");

        var gap = (await ListAsync()).ShouldHaveSingleItem();
        var written = await RunAsync("gaps", "draft", $"{first}");

        (gap.GetProperty("mails").GetInt32(), gap.GetProperty("inYourWords").GetInt32()).ShouldBe((3, 2));
        written.ExitCode.ShouldBe(0, written.Errors);
        written.Output.ShouldContain("votre réponse au message n° 2");
        written.Output.ShouldContain("Phrases de cette réponse laissées de côté : 1");
        Finished().Text.ShouldBe("Un miel local, et jamais avant trois ans. Commencez par une cuillère à café : https://blog.example.test/cuillere");
    }

    [Fact]
    public async Task A_skeleton_is_no_post_until_she_has_finished_it()
    {
        var gap = Asks("Bonjour Sylvie, quel \"miel\" : doux # ou fort \\ pour les allergies au pollen ?", "lea@client.test");
        Asks("QUEL \"miel\" : doux # ou fort \\ pour les allergies au pollen ?", "zoe@client.test");
        (await RunAsync("gaps", "draft", $"{gap}")).ExitCode.ShouldBe(0);

        var before = await RunAsync("posts", "sync");

        (before.ExitCode, before.Errors).ShouldBe((0, ""));
        before.Output.ShouldContain("4 billets publiés, 0 problème");
        // Neither without an address, nor with nothing but the note that tells to write.
        Read(t => t.Replace("draft: true\n", "", StringComparison.Ordinal)).Problems.Select(p => p.Wrong.French).ShouldBe(["L'article n'a pas de texte sous son en-tête.", "L'adresse de l'article manque."]);
        var post = Finished("Un miel local.");
        post.Title.ShouldBe("Quel \"miel\" : doux # ou fort \\ pour les allergies au pollen ?", StringCompareShould.IgnoreCase);
        post.Phrasings.ShouldBe([post.Title]);
        (post.Language, post.Text, post.Published).ShouldBe((Language.French, "Un miel local.", null));
        post.Id.ShouldBe("quel-miel-doux-ou-fort-pour-les-allergies-au-pollen");
    }

    [Fact]
    public async Task Nothing_that_tells_who_asked_stands_in_it()
    {
        const string question = "quel miel de printemps conseillez-vous pour soigner les allergies au pollen de bouleau";
        var gap = Asks($"Bonjour, {question} (à lea@client.test) ?", "lea@client.test");
        Asks($"{question}, au 06 12 34 56 78 ?", "zoe@client.test");
        Asks($"Moi, Léa, {question} ?", "ana@client.test");
        Asks($"Bonjour Sylvie, {question} ?", "max@client.test");

        var written = await RunAsync("gaps", "draft", $"{gap}", "--out", _folder["miel.md"]);

        written.ExitCode.ShouldBe(0, written.Errors);
        written.Output.ShouldContain("Questions : 1 (messages : 4)");
        written.Output.ShouldContain("Laissées de côté : 3");
        var text = await File.ReadAllTextAsync(_folder["miel.md"], Token);
        text.ShouldContain("  - \"Quel miel de printemps conseillez-vous pour soigner les allergies au pollen de bouleau ?\"\n---");
        foreach (var personal in (string[])["client.test", "06 12", "Léa", "Bonjour", "Sylvie"]) text.ShouldNotContain(personal);
    }

    [Fact]
    public async Task Where_every_question_is_personal_she_finds_the_title()
    {
        var gap = Asks("Quel miel pour les allergies au pollen de lea@client.test ?", "lea@client.test");

        var written = await RunAsync("gaps", "draft", $"{gap}");

        written.Output.ShouldContain(Path.Combine(_folder["posts"], $"billet-{gap}.md"));
        Read(t => t.Replace("draft: true\n", "", StringComparison.Ordinal), $"billet-{gap}.md").Problems.ShouldContain(p => p.Wrong.French == "L'article n'a pas de titre.");
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        var gap = Asks("Quel miel pour les allergies au pollen ?", "lea@client.test");
        var there = Path.Combine(_folder["posts"], "quel-miel-pour-les-allergies-au-pollen.md");
        await File.WriteAllTextAsync(there, "à moi", Token);

        var refused = await RunAsync("gaps", "draft", $"{gap}");
        var nowhere = await RunAsync("gaps", "draft", $"{gap}", "--out", _folder["absent/miel.md"]);

        (refused.ExitCode, nowhere.ExitCode).ShouldBe((2, 2));
        refused.Errors.ShouldContain($"{there} existe déjà");
        nowhere.Errors.ShouldContain(_folder["absent"]);
        (await File.ReadAllTextAsync(there, Token)).ShouldBe("à moi");
        (await RunAsync("gaps", "draft", $"{gap}", "--out", _folder.Path)).Output.ShouldContain(_folder["quel-miel-pour-les-allergies-au-pollen.md"]);
    }

    [Fact]
    public async Task Of_an_empty_ledger_there_is_nothing_to_tell()
    {
        var printed = await RunAsync("gaps");
        var unknown = await RunAsync("gaps", "draft", "7");

        printed.ExitCode.ShouldBe(0, printed.Errors);
        printed.Output.ShouldContain("Rien : toutes les questions de cette période ont trouvé un billet.");
        (await ListAsync()).ShouldBeEmpty();
        unknown.ExitCode.ShouldBe(2);
        unknown.Errors.ShouldContain("Il n'y a pas de question n° 7");
    }

    [Fact]
    public async Task It_speaks_english_and_keeps_the_language_of_the_question()
    {
        _settings["FAQRESPONDER__LANGUAGE"] = "en";
        var gap = Asks("Hello, which honey helps against pollen allergies?", "lea@client.test", language: "en");

        var printed = await RunAsync("gaps");
        var written = await RunAsync("gaps", "draft", $"{gap}");

        printed.Output.ShouldContain("By month");
        printed.Output.ShouldContain($"“faqresponder gaps draft {gap}” begins a post");
        written.Output.ShouldContain("Written: ");
        written.Output.ShouldContain("remove the line “draft: true”");
        (await RunAsync("gaps", "--help")).Output.ShouldContain("that of its oldest mail");
        var post = Finished("Local honey.");
        (post.Language, post.Title).ShouldBe((Language.English, "Which honey helps against pollen allergies?"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static long Id(JsonElement gap) => gap.GetProperty("id").GetInt64();

    private static string Month(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private IncomingMail Mail(string question, string from, DateTimeOffset? arrived = null) =>
        Some.Mail($"Question {++_mails}", question) with { From = [new(from.StartsWith('z') ? "Zoé Le Bris" : "Léa", from)], ArrivedAt = arrived ?? Now.AddMinutes(_mails - 100) };

    private long Asks(string question, string from, DateTimeOffset? arrived = null, string language = "fr") => Asks(Mail(question, from, arrived), language);

    private long Asks(IncomingMail mail, string language = "fr") => _ledger.Decided(mail, new(new Decision.AskTheAuthor([], new(Because.NothingClose)), [], null, language));

    private void Answers(IncomingMail mail, long id, string words)
    {
        var reply = _ledger.Reply(mail, ReplyKind.FromAuthor) with { Mime = Encoding.UTF8.GetBytes($"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}") };
        new Verdicts(_ledger.Database, TimeProvider.System).Answer(id, reply, "mes mots");
        _ledger.Send();
    }

    private void AnswersInHerMailProgram(IncomingMail mail, long id, string words) =>
        new OwnReplies(_ledger.Database, TimeProvider.System).Record(id, mail with { Text = words, MessageId = "own@example.test" }, new OwnReply(words, [], DraftUse.None)).ShouldBeTrue();

    private Task<Printed> RunAsync(params string[] arguments) => Support.Program.RunAsync(_settings, arguments);

    private async Task<List<JsonElement>> ListAsync(params string[] more)
    {
        var listed = await RunAsync(["gaps", "--json", .. more]);
        listed.ExitCode.ShouldBe(0, listed.Errors);
        return [.. JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()];
    }

    /// <summary>The only new file of the folder, with a change, as the service reads it.</summary>
    private MarkdownFile Read(Func<string, string> change, string name = "*.md")
    {
        var path = Directory.GetFiles(_folder["posts"], name).Single(f => File.ReadAllText(f).Contains("draft: true", StringComparison.Ordinal));
        var changed = Path.Combine(Directory.CreateDirectory(_folder["changed"]).FullName, Path.GetFileName(path));
        File.WriteAllText(changed, change(File.ReadAllText(path)));
        return new MarkdownFileReader(Language.French).Read(new(Path.GetFileName(path), changed));
    }

    /// <summary>The post, once she has done what the skeleton asks for.</summary>
    private Core.Posts.Post Finished(string? text = null)
    {
        var file = Read(t => t.Replace("draft: true\n", "", StringComparison.Ordinal).Replace("url:\n", "url: https://blog.example.test/miel\n", StringComparison.Ordinal) + text);
        file.Problems.ShouldBeEmpty();
        return file.Post.ShouldNotBeNull();
    }
}
