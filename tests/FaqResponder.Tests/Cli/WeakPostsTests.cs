using System.Text.Json;

using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Cli;

public sealed class WeakPostsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings;

    public WeakPostsTests()
    {
        Posts.Write(_folder["posts"]);
        _settings = Support.Program.Local(_folder);
    }

    [Fact]
    public async Task A_post_that_she_had_to_look_up_is_named_with_what_shows_it_and_the_command_that_helps()
    {
        await RunAsync("posts", "sync");
        var ledger = new FilledLedger(_folder.Path);
        var id = ledger.Answered(Some.Mail("Zingage", "Bonjour, le zingage de l'assurance professionnelle se fait-il à froid ?"), "vacances");

        var weak = await RunAsync("posts", "weak");

        weak.ExitCode.ShouldBe(0, weak.Errors);
        weak.Errors.ShouldBeEmpty();
        weak.Output.ShouldContain("Fermé pour cause de parasol (vacances)");
        weak.Output.ShouldContain($"n° {id}, Zingage, « Bonjour, le zingage de l'assurance professionnelle se fait-il à froid ? »");
        weak.Output.ShouldContain("après « L'assurance professionnelle » (assurance)");
        weak.Output.ShouldContain("→ faqresponder posts phrasings vacances --add \"…\"");
        var json = JsonDocument.Parse((await RunAsync("posts", "weak", "--json")).Output).RootElement[0];
        json.GetProperty("post").GetString().ShouldBe("vacances");
        json.GetProperty("missed")[0].GetProperty("inItsWay").GetString().ShouldBe("assurance");
    }

    [Fact]
    public async Task Without_evidence_it_says_so_and_names_the_posts_without_phrasings()
    {
        foreach (var file in Directory.GetFiles(_folder["posts"])) File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(_folder["posts"], "bref.md"), "---\ntitle: Le thermomètre\nurl: https://blog.example.test/bref\n---\n\nLe thermomètre mesure.\n", TestContext.Current.CancellationToken);
        await RunAsync("posts", "sync");

        var weak = await RunAsync("posts", "weak");

        weak.ExitCode.ShouldBe(0, weak.Errors);
        weak.Output.ShouldContain("Rien ne montre qu'un billet soit mal trouvé");
        weak.Output.ShouldContain("Sans aucune formulation : bref.");
        weak.Output.ShouldContain("posts phrasings bref --add");
    }

    [Fact]
    public async Task Ten_are_shown_unless_all_are_wanted()
    {
        for (var i = 0; i < 12; i++) Posts.Write(_folder["posts"], $"double{i:00}", "Le double", "fr", "Qui est le double ?", "Le double.");
        await RunAsync("posts", "sync");

        var few = JsonDocument.Parse((await RunAsync("posts", "weak", "--json")).Output).RootElement.GetArrayLength();
        var all = JsonDocument.Parse((await RunAsync("posts", "weak", "--json", "--all")).Output).RootElement.GetArrayLength();

        few.ShouldBe(10);
        all.ShouldBeGreaterThan(10);
        (await RunAsync("posts", "weak")).Output.ShouldContain("--all les montre");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<Printed> RunAsync(params string[] arguments) => Support.Program.RunAsync(_settings, arguments);
}
