using System.Text.Json;

using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class EvaluateTests : IDisposable
{
    private static readonly Dictionary<string, string> French = new() { ["FAQRESPONDER__LANGUAGE"] = "fr" };

    private readonly TempFolder _folder = new();

    public EvaluateTests()
    {
        Write("posts.jsonl",
            new { id = "assurance", title = "L'assurance", url = "https://b.example/a", lang = "fr", body = "L'assurance professionnelle n'est pas obligatoire." },
            new { id = "vacances", title = "Les vacances", url = "https://b.example/v", lang = "fr", body = "Prévenez vos clients un mois avant de fermer." },
            new { id = "diplome", title = "Le diplôme", url = "https://b.example/d", lang = "fr", body = "Aucun diplôme n'est exigé pour ouvrir un secrétariat." });
        Write("history.jsonl",
            Mail("h1", "L'assurance est-elle obligatoire ?", "assurance"),
            Mail("h2", "Le zingage du bidule se fait-il à froid ?", "vacances"),
            Mail("h3", "Le zingage du bidule se fait-il à chaud ?", "vacances"),
            Mail("h4", "Connaissez-vous une bonne crêperie ?"),
            new { id = "h5", subject = "Rien", body = "Et celui-ci ?" });
    }

    [Fact]
    public async Task With_folds_each_past_mail_is_decided_by_what_the_others_taught_and_a_line_sums_up()
    {
        // The two that are alike fall into different parts.
        var evaluated = await RunAsync("--history", _folder["history.jsonl"], "--fold", "50");

        evaluated.ExitCode.ShouldBe(0, evaluated.Errors);
        evaluated.Errors.ShouldBeEmpty();
        var lines = (await File.ReadAllLinesAsync(_folder["out.jsonl"], TestContext.Current.CancellationToken)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        // In the order of the file, without the one of which it isn't known how it was answered.
        lines.Select(l => l.GetProperty("id").GetString()).ShouldBe(["h1", "h2", "h3", "h4"]);
        // No post holds a word of it: only the other mail can have taught it.
        lines[1].GetProperty("suggestions")[0].GetProperty("post").GetString().ShouldBe("vacances");
        evaluated.Output.ShouldContain("3 messages auxquels un billet a répondu : le bon en premier pour 3 (100.0 %), parmi trois pour 3 (100.0 %).");
    }

    [Fact]
    public async Task What_a_mail_taught_does_not_decide_the_mail_itself()
    {
        Write("history.jsonl", Mail("h2", "Le zingage du bidule se fait-il à froid ?", "vacances"));

        var evaluated = await RunAsync("--history", _folder["history.jsonl"], "--fold", "2");

        evaluated.Output.ShouldContain("le bon en premier pour 0 (0.0 %), parmi trois pour 0 (0.0 %). Partis au seuil : 0, dont 0 justes.");
    }

    [Theory]
    [InlineData("--mails")]
    [InlineData("2 et 50", "--history", "h", "--fold", "1")]
    [InlineData("--history", "--fold", "3")]
    [InlineData("sans --mails", "--history", "h", "--mails", "m", "--fold", "3")]
    public async Task What_does_not_go_together_is_wrong_input(string told, params string[] arguments)
    {
        var wrong = await RunAsync(arguments);

        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain(told);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_input() =>
        await IsWrongAsync("n'existe pas", "--mails", _folder["nowhere.jsonl"]);

    [Fact]
    public async Task Two_posts_of_one_name_are_told()
    {
        await File.AppendAllTextAsync(_folder["posts.jsonl"], """{"id":"vacances","title":"Encore","body":"Encore."}""" + "\n", TestContext.Current.CancellationToken);

        await IsWrongAsync("« vacances »", "--mails", _folder["history.jsonl"]);
    }

    [Fact]
    public async Task A_line_that_is_no_Unicode_is_told_with_its_number()
    {
        await File.AppendAllTextAsync(_folder["posts.jsonl"], """{"id":"x","title":"\ud800","body":"Encore."}""" + "\n", TestContext.Current.CancellationToken);

        await IsWrongAsync("posts.jsonl:4", "--mails", _folder["history.jsonl"]);
    }

    public void Dispose() => _folder.Dispose();

    private async Task IsWrongAsync(string told, params string[] arguments)
    {
        var wrong = await RunAsync(arguments);

        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain(told);
        wrong.Errors.ShouldNotContain("réessaie");
    }

    private static object Mail(string id, string asked, params string[] posts) => new { id, subject = "Question", body = asked, answered_with = posts };

    private void Write(string name, params object[] lines) => File.WriteAllLines(_folder[name], lines.Select(l => JsonSerializer.Serialize(l)));

    private Task<Printed> RunAsync(params string[] arguments) => Support.Program.RunAsync(French, ["evaluate", "--posts", _folder["posts.jsonl"], "--output", _folder["out.jsonl"], .. arguments]);
}
