using System.Text.Json;

using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> French = new() { ["FAQRESPONDER__LANGUAGE"] = "fr" };
    private static readonly Dictionary<string, string> English = new() { ["FAQRESPONDER__LANGUAGE"] = "en" };

    [Fact]
    public async Task Help_speaks_french_or_english()
    {
        var french = await Support.Program.RunAsync(French, "--help");
        var english = await Support.Program.RunAsync(English, "--help");

        french.ExitCode.ShouldBe(0);
        french.Output.ShouldContain("Montre le service à l'œuvre");
        french.Output.ShouldNotContain("Shows the service");
        english.Output.ShouldContain("Shows the service at work");
        english.Output.ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("demo", "run", "check", "login", "ask", "read", "queue", "ledger", "posts", "gaps", "pause", "resume", "evaluate")]
    public async Task Every_command_has_help(params string[] commands)
    {
        foreach (var command in commands)
        {
            var help = await Support.Program.RunAsync(English, command, "--help");

            help.ExitCode.ShouldBe(0, command);
            help.Output.ShouldContain(command);
        }
    }

    [Fact]
    public async Task An_unknown_command_is_wrong_input()
    {
        var printed = await Support.Program.RunAsync(French, "danse");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("danse");
        printed.Errors.ShouldContain("faqresponder --help");
    }

    [Fact]
    public async Task Every_wrong_setting_is_told_at_once_with_its_remedy()
    {
        var printed = await Support.Program.RunAsync(French, "run", "--set", "Mode=Anser", "--set", "Mailbox:PollEvery=soon", "--set", "Mailbox:Imap:Hots=imap.orange.fr");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("Mode = Anser");
        printed.Errors.ShouldContain("Mailbox:PollEvery = soon");
        printed.Errors.ShouldContain("Mailbox:Imap:Host");
        printed.Errors.ShouldContain("→");
    }

    [Fact]
    public async Task Ask_tells_which_post_would_answer_and_why()
    {
        using var folder = new TempFolder();
        Posts.Write(folder["posts"]);

        var printed = await Support.Program.RunAsync(Support.Program.Local(folder), "ask", "Faut-il un diplôme pour devenir secrétaire indépendante ?", "--json");

        printed.ExitCode.ShouldBe(0, printed.Errors);
        var best = JsonDocument.Parse(printed.Output).RootElement[0];
        best.GetProperty("post").GetString().ShouldBe("diplome");
        best.GetProperty("explanation").GetString()!.ShouldContain("Mots communs : ");
        best.GetProperty("explanation").GetString()!.ShouldMatch("(Devance|À égalité avec) « ");
    }

    [Fact]
    public async Task Read_prints_what_the_service_sees_and_goes_on_after_a_bad_file()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["question.eml"],
            "From: Max <max@example.org>\r\nSubject: RC pro\r\nAuto-Submitted: auto-generated\r\n\r\nBonjour,\r\nFaut-il une assurance ?\r\n\r\nLe 3 mars 2026, Sylvie a écrit :\r\n> Bonjour\r\n",
            TestContext.Current.CancellationToken);

        var printed = await Support.Program.RunAsync(French, "read", "--json", folder["missing.eml"], "", folder["question.eml"]);

        printed.ExitCode.ShouldBe(1);
        var lines = printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Count.ShouldBe(3);
        lines.Take(2).ShouldAllBe(l => l.GetProperty("error").GetString()!.Length > 0);
        lines[2].GetProperty("questions")[0].GetString().ShouldBe("Faut-il une assurance ?");
        lines[2].GetProperty("rules")[0].GetString().ShouldBe("N3");
        lines[2].GetProperty("quoted").GetString()!.ShouldContain("> Bonjour");
        lines[2].GetProperty("text").GetString()!.ShouldNotContain("a écrit");
    }

    [Fact]
    public async Task Evaluate_writes_one_decision_a_line_and_names_an_unreadable_one()
    {
        using var folder = new TempFolder();
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder["posts.jsonl"], """{"id":"p","title":"L'assurance","url":"https://b.example/p","lang":"fr","body":"L'assurance professionnelle n'est pas obligatoire.","questions":[]}""" + "\n", token);
        await File.WriteAllTextAsync(folder["mails.jsonl"], """{"id":"m1","from_name":"L","from_addr":"l@example.org","subject":"assurance","body":"L'assurance est-elle obligatoire ?"}""" + "\n", token);
        string[] Arguments(string mails) => ["evaluate", "--posts", folder["posts.jsonl"], "--mails", mails, "--output", folder["out.jsonl"]];

        var good = await Support.Program.RunAsync(French, Arguments(folder["mails.jsonl"]));
        await File.AppendAllTextAsync(folder["mails.jsonl"], "{oops\n", token);
        var bad = await Support.Program.RunAsync(French, Arguments(folder["mails.jsonl"]));

        good.ExitCode.ShouldBe(0, good.Errors);
        bad.ExitCode.ShouldBe(2);
        bad.Errors.ShouldContain("mails.jsonl:2");
        var line = JsonDocument.Parse((await File.ReadAllLinesAsync(folder["out.jsonl"], token))[0]).RootElement;
        line.GetProperty("id").GetString().ShouldBe("m1");
        line.GetProperty("suggestions")[0].GetProperty("post").GetString().ShouldBe("p");
    }

    [Fact]
    public async Task Check_names_what_fails_and_exits_with_one()
    {
        using var folder = new TempFolder();
        Posts.Write(folder["posts"]);
        var settings = Support.Program.Local(folder);
        settings["FAQRESPONDER__MAILBOX__KIND"] = "Imap";
        settings["FAQRESPONDER__MAILBOX__IMAP__HOST"] = "nowhere.invalid";
        settings["FAQRESPONDER__MAILBOX__IMAP__PASSWORD"] = "secret-word";

        var printed = await Support.Program.RunAsync(settings, "check");

        printed.ExitCode.ShouldBe(1);
        printed.Output.ShouldContain("✔ Billets");
        printed.Output.ShouldContain("✘ Boîte aux lettres");
        printed.Output.ShouldContain("nowhere.invalid");
        (printed.Output + printed.Errors).ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task Check_goes_on_where_the_ledger_can_not_be_opened()
    {
        using var folder = new TempFolder();
        Posts.Write(folder["posts"]);
        await File.WriteAllTextAsync(folder["faqresponder.db"], "This is no database, and it is long enough for one to be seen as broken.", TestContext.Current.CancellationToken);

        var printed = await Support.Program.RunAsync(Support.Program.Local(folder), "check");

        printed.ExitCode.ShouldBe(1);
        printed.Output.ShouldContain("✘ Registre");
        printed.Output.ShouldContain("✔ Billets");
    }

    [Fact]
    public async Task A_broken_template_stops_the_service_with_its_name()
    {
        using var folder = new TempFolder();
        Posts.Write(folder["posts"]);
        Directory.CreateDirectory(folder["templates/fr"]);
        await File.WriteAllTextAsync(folder["templates/fr/automatic.txt"], "Bonjour {% if %}", TestContext.Current.CancellationToken);
        var settings = Support.Program.Local(folder);
        settings["FAQRESPONDER__REPLIES__TEMPLATESFOLDER"] = folder["templates"];

        var printed = await Support.Program.RunAsync(settings, "run");

        printed.ExitCode.ShouldBe(1);
        (printed.Output + printed.Errors).ShouldContain("automatic.txt");
    }
}
