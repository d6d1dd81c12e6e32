using System.Text.Json;

using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class DemoTests
{
    private static readonly Dictionary<string, string> French = new() { ["FAQRESPONDER__LANGUAGE"] = "fr" };

    [Fact]
    public async Task The_demo_shows_what_becomes_of_every_sample_mail_and_answers_none_wrongly()
    {
        using var folder = new TempFolder();
        var place = folder["demo"];

        var demo = await Support.Program.RunAsync(French, "demo", "--once", "--folder", place);

        demo.ExitCode.ShouldBe(0, demo.Errors);
        demo.Errors.ShouldBeEmpty();
        demo.Output.ShouldContain("Quel statut choisir pour me lancer ?");
        demo.Output.ShouldContain($"Réponses écrites : {Path.Combine(place, "replies")}");
        Directory.GetFiles(Path.Combine(place, "drafts"), "*.eml").ShouldNotBeEmpty();

        var mails = await LedgerAsync(place);
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "expected.json"), TestContext.Current.CancellationToken)).RootElement.EnumerateArray().ToList();
        mails.Count.ShouldBe(expected.Count);
        mails.ShouldAllBe(m => m.State == "Answered" || m.State == "Waiting" || m.State == "SetAside");
        foreach (var (mail, human) in mails.Zip(expected))
        {
            if (mail.State == "Answered") human.GetProperty("kind").GetString().ShouldBeOneOf("answered", "multi");
        }

        mails.Count(m => m.State == "Answered").ShouldBeGreaterThan(0);
        Directory.GetFiles(Path.Combine(place, "replies"), "*.eml").Length.ShouldBe(mails.Count(m => m.State == "Answered"));
    }

    [Fact]
    public async Task A_mail_that_is_dropped_into_the_running_demo_is_looked_at()
    {
        using var folder = new TempFolder();
        var place = folder["demo"];
        using var demo = Support.Program.Start(French, "demo", "--folder", place);
        try
        {
            await ReadUntilAsync(demo, "Ctrl+C");
            await File.WriteAllTextAsync(
                Path.Combine(place, "mailbox", "new", "mine.eml"),
                "From: Max <max@example.org>\r\nTo: sylvie@sylvie-marchetti.example\r\nSubject: Ma propre question\r\n\r\nBonjour, l'assurance professionnelle est-elle obligatoire ?\r\n",
                TestContext.Current.CancellationToken);

            await ReadUntilAsync(demo, "Ma propre question");
        }
        finally
        {
            demo.Kill();
        }
    }

    [Fact]
    public async Task A_folder_that_is_no_demo_is_left_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["letter.txt"], "dear", TestContext.Current.CancellationToken);

        var demo = await Support.Program.RunAsync(French, "demo", "--once", "--folder", folder.Path);

        demo.ExitCode.ShouldBe(2);
        demo.Errors.ShouldContain("--folder");
        File.Exists(folder["letter.txt"]).ShouldBeTrue();
    }

    private static async Task<List<(string State, string Subject)>> LedgerAsync(string place)
    {
        var ledger = await Support.Program.RunAsync(French, "ledger", "--json", "--settings", Path.Combine(place, "appsettings.json"));
        ledger.ExitCode.ShouldBe(0, ledger.Errors);
        return [.. JsonDocument.Parse(ledger.Output).RootElement.EnumerateArray().OrderBy(m => m.GetProperty("id").GetInt64())
            .Select(m => (m.GetProperty("state").GetString()!, m.GetProperty("subject").GetString()!))];
    }

    private static async Task ReadUntilAsync(System.Diagnostics.Process process, string words)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(TimeSpan.FromSeconds(60));
        var seen = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(over.Token) is { } line)
        {
            seen.AppendLine(line);
            if (line.Contains(words, StringComparison.Ordinal)) return;
        }

        throw new InvalidOperationException($"The demo ended without “{words}”: {seen}");
    }
}
