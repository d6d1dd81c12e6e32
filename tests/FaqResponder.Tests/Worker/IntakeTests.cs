using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Mailbox;
using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Worker;

/// <summary>Faults of a server that no real one shows on demand: a fake stages them.</summary>
public sealed class IntakeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly MailLedger _ledger;
    private readonly Intake _intake;
#pragma warning disable CA2213 // It holds nothing.
    private readonly FaultyMailbox _mailbox = new();
#pragma warning restore CA2213

    public IntakeTests()
    {
        _database = new(_folder.Path);
        _database.Migrate();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        _ledger = new(_database, clock);
        _intake = new(_ledger, Some.Settings(_folder.Path, Core.Deciding.Mode.Draft), new WorkProgress(), clock);
    }

    private IReadOnlyList<LedgerEntry> Ledger => new LedgerReader(_database).List(100);

    [Fact]
    public async Task A_mail_that_the_server_leaves_out_is_asked_for_again_and_the_position_waits_for_it()
    {
        _mailbox.Arrive("1", "2", "3");
        _mailbox.LeavesOut = "2";

        await LookAsync();
        Ledger.Select(e => e.Subject).Order().ShouldBe(["1", "3"]);
        _ledger.LastLook(_mailbox.Name)!.Value.Position.LastUid.ShouldBe(1);

        _mailbox.LeavesOut = null;
        await LookAsync();
        Ledger.Select(e => e.Subject).Order().ShouldBe(["1", "2", "3"]);
        _ledger.LastLook(_mailbox.Name)!.Value.Position.LastUid.ShouldBe(3);
    }

    [Fact]
    public async Task A_mail_that_can_never_be_fetched_ends_up_before_the_author()
    {
        _mailbox.Arrive("1", "2", "3");
        _mailbox.LeavesOut = "2";

        for (var i = 0; i < 4; i++) await LookAsync();

        Ledger.Count.ShouldBe(3);
        Ledger.Count(e => new LedgerReader(_database).Show(e.Id)!.Mail.Unreadable is not null).ShouldBe(1);
        _ledger.LastLook(_mailbox.Name)!.Value.Position.LastUid.ShouldBe(3);
    }

    [Fact]
    public async Task A_mail_that_breaks_the_connection_each_time_blocks_the_others_for_a_few_sessions_only()
    {
        _mailbox.Arrive("1", "2", "3");
        _mailbox.BreaksOn = "2";
        var broken = 0;

        for (var i = 0; i < 8 && Ledger.Count < 3; i++)
        {
            try
            {
                await LookAsync();
            }
            catch (IOException)
            {
                broken++;
            }
        }

        Ledger.Count.ShouldBe(3);
        broken.ShouldBeLessThanOrEqualTo(4);
        Ledger.ShouldAllBe(e => e.State == MailState.Received);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task LookAsync() => _intake.TakeInAsync(_mailbox, () => Task.CompletedTask, TestContext.Current.CancellationToken);

    private sealed class FaultyMailbox : IMailbox
    {
        private readonly List<string> _uids = [];

        public string Name => "fake";

        public string? LeavesOut { get; set; }

        public string? BreaksOn { get; set; }

        public void Arrive(params string[] uids) => _uids.AddRange(uids);

        public Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token)
        {
            var newer = _uids.Where(u => long.Parse(u, System.Globalization.CultureInfo.InvariantCulture) > (after?.LastUid ?? 0)).ToList();
            return Task.FromResult(new Arrivals(new(1, newer.Count > 0 ? long.Parse(newer[^1], System.Globalization.CultureInfo.InvariantCulture) : after?.LastUid ?? 0), newer, [], 0));
        }

        public Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) =>
            BreaksOn is not null && uids.Contains(BreaksOn)
                ? throw new IOException("broken pipe")
                : Task.FromResult<IReadOnlyList<ArrivedMail>>([.. uids.Where(u => u != LeavesOut).Select(u => new ArrivedMail(u, Some.Mail(u)))]);

        public Task OpenAsync(CancellationToken token) => Task.CompletedTask;

        public Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) => throw new NotSupportedException();

        public Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) => Task.CompletedTask;

        public Task<IFolder> FolderAsync(SpecialFolder which, CancellationToken token) => throw new NotSupportedException();

        public Task<IFolder> FolderAsync(string name, CancellationToken token) => throw new NotSupportedException();

        public Task<IFolderTree?> TreeAsync(string parent, CancellationToken token) => throw new NotSupportedException();

        public Task PutAsync(byte[] mail, CancellationToken token) => throw new NotSupportedException();

        public Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
