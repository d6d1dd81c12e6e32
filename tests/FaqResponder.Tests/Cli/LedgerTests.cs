using System.Text.Json;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class LedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private readonly FilledLedger _ledger;

    public LedgerTests()
    {
        Posts.Write(_folder["posts"]);
        _settings = Support.Program.Local(_folder);
        _ledger = new(_folder.Path);
    }

    [Fact]
    public async Task It_is_searched_by_outcome_reason_rule_sender_and_time()
    {
        var old = Some.Mail("Old", from: "zoe@other.test");
        _ledger.Answered(old, "assurance");
        _ledger.Waiting(Some.Mail("Open") with { ArrivedAt = DateTimeOffset.UtcNow });
        _ledger.Decided(Some.Mail("Forged") with { ArrivedAt = DateTimeOffset.UtcNow }, Some.Waiting() with { Decision = new Decision.AskTheAuthor([], new(Because.Screened, "N16", "client.test")) });

        (await FindAsync("--outcome", "répondu par vous")).ShouldBe(["Old"]);
        (await FindAsync("--outcome", "waiting")).ShouldBe(["Forged", "Open"]);
        (await FindAsync("--reason", "nothing-close", "--outcome", "en attente")).ShouldBe(["Open"]);
        (await FindAsync("--reason", "n16")).ShouldBe(["Forged"]);
        (await FindAsync("--reason", "n1", "--reason", "NothingClose")).ShouldBe(["Open", "Old"]);
        (await FindAsync("--from", "OTHER.test")).ShouldBe(["Old"]);
        (await FindAsync("--since", "2j")).ShouldBe(["Forged", "Open"]);
        (await FindAsync("--until", "2021-01-01")).ShouldBe(["Old"]);
        (await FindAsync("--from", "100%")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_that_can_not_be_understood_is_told_at_once()
    {
        var printed = await Support.Program.RunAsync(_settings, "ledger", "--outcome", "perdu", "--since", "hier", "--reason", "bof");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("« perdu » n'est pas une issue : received, answering, answered, waiting");
        printed.Errors.ShouldContain("« hier » n'est pas un moment : 2026-11-01");
        printed.Errors.ShouldContain("« bof » n'est ni une règle (N1 à N20) ni une raison");
    }

    [Fact]
    public async Task An_address_that_works_again_is_taken_off_the_list()
    {
        ItCameBackFrom("lea@client.test");

        (await Support.Program.RunAsync(_settings, "ledger", "unreachable")).Output.ShouldContain("lea@client.test  une réponse en est revenue");
        (await Support.Program.RunAsync(_settings, "ledger", "unreachable", "--lift", "Lea@Client.test")).ExitCode.ShouldBe(0);
        (await Support.Program.RunAsync(_settings, "ledger", "unreachable")).Output.ShouldContain("Aucune.");
        var unknown = await Support.Program.RunAsync(_settings, "ledger", "unreachable", "--lift", "lea@client.test");
        unknown.ExitCode.ShouldBe(2);
        unknown.Errors.ShouldContain("n'est pas sur la liste");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private void ItCameBackFrom(string address)
    {
        using var connection = _ledger.Database.Open();
        connection.Execute("INSERT INTO unreachable (address, reason, at) VALUES (@address, 'Bounce', 0)", new { address });
    }

    private async Task<IReadOnlyList<string?>> FindAsync(params string[] filter)
    {
        var printed = await Support.Program.RunAsync(_settings, ["ledger", "--json", .. filter]);
        printed.ExitCode.ShouldBe(0, printed.Errors);
        return [.. JsonDocument.Parse(printed.Output).RootElement.EnumerateArray().Select(e => e.GetProperty("subject").GetString())];
    }
}
