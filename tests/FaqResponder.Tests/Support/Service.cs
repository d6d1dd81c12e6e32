using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Hosting;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaqResponder.Support;

/// <summary>The whole service on a mailbox of the test's mail server, with a data folder and posts of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _rested = new(0);
    private IHost? _host;

    public Service(MailServer server, MailAccount author, Mode mode = Mode.Answer)
    {
        Server = server;
        Author = author;
        Posts.Write(PostsFolder);
        Settings = new()
        {
            Language = Language.French,
            Mode = mode,
            DataFolder = _folder.Path,
            Author = new("Sylvie Marchetti", author.Address, [], "Sylvie"),
            Mailbox = new()
            {
                Kind = MailboxKind.Imap,
                Imap = new(server.Host, server.ImapPort, ConnectionSecurity.StartTls, author.Address, author.Password, server.CertificateFingerprint),
                PollEvery = TimeSpan.FromSeconds(5),
            },
            Smtp = new() { Server = new(server.Host, server.SubmissionPort, ConnectionSecurity.StartTls, author.Address, author.Password, server.CertificateFingerprint) },
            Posts = new() { Folder = PostsFolder },
            // The tests are about what happens to a reply, not about how sure one must be.
            Answering = new() { Thresholds = new(0.5, 0.3), HoldTime = TimeSpan.Zero, Trust = Trust.All },
            // The test's server looks at nobody's papers.
            Screening = new() { Unauthenticated = Unauthenticated.Answer },
            TemplatesFolder = Path.Combine(_folder.Path, "templates"),
        };
    }

    public MailServer Server { get; }

    public MailAccount Author { get; }

    public FaqSettings Settings { get; set; }

    /// <summary>The same, looking into her folders every second: nobody tells it of what she does there.</summary>
    public Service LookingOften()
    {
        Settings = Settings with { Mailbox = Settings.Mailbox with { PollEvery = TimeSpan.FromSeconds(1) } };
        return this;
    }

    /// <summary>The clock that the service goes by, if not the computer's.</summary>
    public TimeProvider? Clock { get; init; }

    public string PostsFolder => Path.Combine(_folder.Path, "posts");

    public string DataFolder => _folder.Path;

    public List<string> Journal { get; } = [];

    public LedgerReader Ledger => new(Database);

    public Database Database => new(Settings.DataFolder);

    public IServiceProvider Parts => _host!.Services;

    public async Task<Service> StartAsync()
    {
        _host = ServiceHost.Build(Settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(new JournalCatcher(Journal));
            if (Clock is { } clock) builder.Services.AddSingleton(clock);
        });
        _host.Services.GetRequiredService<WorkProgress>().Rested = () => _rested.Release();
        Database.Migrate();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public async Task StopAsync()
    {
        if (_host is null) return;
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _host = null;
    }

    /// <summary>Waits until a mail with this subject has reached a state.</summary>
    public Task<LedgerFile> BecomesAsync(string subject, Core.Ledger.MailState state) => Eventually.Async(
        () => Ledger.List(1000).FirstOrDefault(e => e.Subject == subject && e.State == state) is { } entry ? Ledger.Show(entry.Id) : null,
        () => $"“{subject}” is not {state}; the ledger: {string.Join("; ", Ledger.List(1000).Select(e => $"{e.Subject} {e.State} {e.Reason.Words.English}"))}; journal: {JournalText}");

    /// <summary>Waits until the service has looked at the mailbox once more and has nothing left to do.</summary>
    public async Task RestsAsync()
    {
        while (_rested.CurrentCount > 0) await _rested.WaitAsync(TestContext.Current.CancellationToken);
        (await _rested.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue($"The service never rests: {JournalText}");
    }

    public string JournalText
    {
        get
        {
            lock (Journal) return string.Join("\n", Journal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        _rested.Dispose();
    }
}
