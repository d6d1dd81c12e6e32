using System.Text.Json;

using FaqResponder.Support;
using FaqResponder.Worker;

namespace FaqResponder.Stories;

/// <summary>What the service would have done with the mail of the past.</summary>
public sealed class BacktestStories : IAsyncDisposable
{
    private readonly MailServer _server;
    private readonly MailAccount _author;
    private readonly Service _service;
    private readonly PastMailbox _past;

    public BacktestStories(MailServer server)
    {
        _server = server;
        _author = server.NewAccount();
        _service = new Service(server, _author, Core.Deciding.Mode.Draft);
        _past = new(server, _author);
    }

    public async ValueTask DisposeAsync()
    {
        await _past.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task It_tells_where_it_agrees_with_her_and_where_not()
    {
        await AskedAsync("lea", "Assurance", Posts.InsuranceQuestion, "Voyez https://blog.example.test/assurance", 50);
        await AskedAsync("max", "Diplôme", Posts.DiplomaQuestion, "Voyez https://blog.example.test/diplome", 40);
        await AskedAsync("eva", "Diplôme ?", Posts.DiplomaQuestion, "Appelez-moi, c'est plus simple.", 30);
        await AskedAsync("tom", "Crêpes", Posts.UnknownQuestion, "« La Sarrasine ».", 20);
        await _past.ReceivedAsync("ana", "Un diplôme", Posts.DiplomaQuestion, PastMailbox.DaysAgo(10));
        await _past.ReceivedAsync("bob", "Avant", Posts.DiplomaQuestion, PastMailbox.DaysAgo(200));

        var report = await BacktestAsync();

        (report.GetProperty("mails").GetInt32(), report.GetProperty("answered").GetInt32(), report.GetProperty("withPost").GetInt32()).ShouldBe((5, 4, 2));
        (Number(report, "sure", "inAll"), Number(report, "sure", "judged"), Number(report, "sure", "right")).ShouldBe((4, 3, 2));
        (Number(report, "sent", "inAll"), Number(report, "first", "right")).ShouldBe((4, 2));
        var other = report.GetProperty("disagreements").EnumerateArray().ShouldHaveSingleItem();
        (other.GetProperty("asker").GetString(), other.GetProperty("wouldGoOut").GetBoolean(), other.GetProperty("reply").GetString()).ShouldBe(("eva@client.test", true, "Appelez-moi, c'est plus simple.\n\nSylvie"));
        other.GetProperty("proposed").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("Faut-il un diplôme ?");
        report.GetProperty("waited").GetProperty("medianHours").GetDouble().ShouldBe(7.2, 0.01);
    }

    [Fact]
    public async Task It_sends_nothing_and_changes_nothing()
    {
        await AskedAsync("lea", "Assurance", Posts.InsuranceQuestion, "Voyez https://blog.example.test/assurance", 50);
        var before = await EverythingAsync();

        await BacktestAsync();

        (await EverythingAsync()).ShouldBe(before);
        _service.Ledger.List(10).ShouldBeEmpty();
        Directory.Exists(Path.Combine(_service.DataFolder, "backtest")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_post_answers_nothing_before_it_is_published()
    {
        var published = $"{PastMailbox.DaysAgo(25):yyyy-MM-dd}";
        Posts.Write(_service.PostsFolder, "crepes", "Où manger des crêpes ?", "fr", "Connaissez-vous un bon restaurant de crêpes près de Quimper ?", "À Quimper, le restaurant de crêpes « La Sarrasine » est le meilleur.", published);
        await AskedAsync("tom", "Crêpes", Posts.UnknownQuestion, "« La Sarrasine ».", 35);
        await AskedAsync("ana", "Des crêpes", Posts.UnknownQuestion, "https://blog.example.test/crepes", 15);

        var report = await BacktestAsync();

        (Number(report, "sure", "inAll"), Number(report, "sure", "right")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Nothing_is_learned_from_the_future()
    {
        const string odd = "Le gribouillis mordoré du mardi, comment le dompter ?";
        await AskedAsync("lea", "Gribouillis", odd, "https://blog.example.test/vacances", 60);
        await AskedAsync("max", "Gribouillis", odd, "https://blog.example.test/vacances", 50);
        await AskedAsync("eva", "Gribouillis", odd, "https://blog.example.test/vacances", 40);

        var report = await BacktestAsync();

        // Nothing could teach the first one; that one taught the second, and both the third.
        var confidence = report.GetProperty("replayed").EnumerateArray().Select(m => m.GetProperty("confidence").GetDouble()).ToList();
        confidence[0].ShouldBeLessThan(0.1);
        confidence[1].ShouldBe(0.5);
        confidence[2].ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task The_page_shows_the_words_of_a_mail_as_text()
    {
        await AskedAsync("eva", "Diplôme <b>gras</b>", Posts.DiplomaQuestion, "<script>alert(1)</script> Appelez-moi.", 30);
        using var folder = new TempFolder();

        await BacktestAsync("--html", folder["page.html"]);

        var page = await File.ReadAllTextAsync(folder["page.html"], TestContext.Current.CancellationToken);
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        page.ShouldNotContain("<script");
        page.ShouldContain("<polyline");
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_and_finds_the_same()
    {
        var year = new PastYear(Path.Combine(AppContext.BaseDirectory, "Corpora"), 250, 80);
        year.WriteMails(_server.MaildirOf(_author), _author.Address);
        year.WritePosts(_service.PostsFolder);
        var whole = await BacktestAsync();
        await using var program = new KeptProgram(_service);
        program.KillAt(Checkpoint.PastReplayed, times: 2);
        program.Start("backtest");
        (await program.EndsAsync(TimeSpan.FromMinutes(2))).ShouldBeTrue(program.Said);
        program.WasKilled.ShouldBeTrue(program.Said);

        var resumed = await BacktestAsync();

        foreach (var figure in (string[])["mails", "answered", "withPost"]) resumed.GetProperty(figure).GetInt32().ShouldBe(whole.GetProperty(figure).GetInt32(), figure);
        Number(resumed, "sure", "inAll").ShouldBeInRange(Number(whole, "sure", "inAll") - 3, Number(whole, "sure", "inAll") + 3);
        whole.GetProperty("mails").GetInt32().ShouldBe(250);
        whole.GetProperty("answered").GetInt32().ShouldBe(year.Mails.Count(m => m.AnsweredAt is not null));
    }

    private static int Number(JsonElement report, string part, string figure) => report.GetProperty(part).GetProperty(figure).GetInt32();

    private async Task<JsonElement> BacktestAsync(params string[] more)
    {
        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(_service), ["backtest", "--json", .. more]);
        printed.ExitCode.ShouldBe(0, printed.Errors);
        return JsonDocument.Parse(printed.Output).RootElement;
    }

    private async Task<IReadOnlyList<string>> EverythingAsync() =>
    [
        .. (await _server.ListAsync(_author, "INBOX")).Concat(await _server.ListAsync(_author, "Sent")).Concat(await _server.ListAsync(_author, "Drafts"))
            .Select(m => $"{m.Uid} {m.MessageId} {m.Flags} {string.Join(' ', m.Keywords)}"),
    ];

    private async Task AskedAsync(string asker, string subject, string text, string words, double daysAgo) =>
        await _past.RepliedAsync(await _past.ReceivedAsync(asker, subject, text, PastMailbox.DaysAgo(daysAgo)), $"{words}\n\nSylvie", PastMailbox.DaysAgo(daysAgo - 0.3));
}
