using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Settings;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>
/// A mailbox into which mails of all kinds come, and everything around it that may fail: the lines to both servers, a sending server that plays
/// tricks, the program itself.
/// </summary>
internal sealed class FaultTrial : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly MailServer _server;
    private readonly MailAccount _author;
    private readonly MailAccount _asker;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _delivered = new();

    public FaultTrial(MailServer server, TimeProvider? clock = null)
    {
        (_server, _author, _asker) = (server, server.NewAccount(), server.NewAccount("lea", "client.test"));
        (Imap, Submission) = (new Cable(server.ImapPort), new Cable(server.SubmissionPort));
        Service = new Service(server, _author) { Clock = clock };
        Program = new KeptProgram(Service);
        var answering = Service.Settings.Answering with { Caps = Service.Settings.Answering.Caps with { PerAskerAndDay = 1000, PerDomainAndDay = 10_000, PerHour = 10_000, PerDay = 10_000 } };
        var mailbox = Service.Settings.Mailbox with { Imap = Service.Settings.Mailbox.Imap! with { Port = Imap.Port } };
        Service.Settings = Service.Settings with { Mailbox = mailbox, Answering = answering };
        SendThroughPostfix();
        Service.Database.Migrate();
    }

    public Service Service { get; }

    /// <summary>The same service in a process of its own.</summary>
    public KeptProgram Program { get; }

    /// <summary>The line to the mailbox.</summary>
    public Cable Imap { get; }

    /// <summary>The line to Postfix.</summary>
    public Cable Submission { get; }

    public ScriptedSmtp Smtp { get; } = new();

    /// <summary>Whether nothing is left to be done.</summary>
    public bool IsAtRest => Reckoning.IsAtRest(Service, _delivered);

    /// <summary>How many mails were delivered.</summary>
    public int Mails => _delivered.Count;

    public TimeSpan Hold
    {
        set => Service.Settings = Service.Settings with { Answering = Service.Settings.Answering with { HoldTime = value } };
    }

    public Mode Mode
    {
        set => Service.Settings = Service.Settings with { Mode = value };
    }

    /// <summary>From the next start on, replies go out through the real server.</summary>
    public void SendThroughPostfix() => Service.Settings = Service.Settings with
    {
        Smtp = new() { Server = new(_server.Host, Submission.Port, ConnectionSecurity.StartTls, _author.Address, _author.Password, _server.CertificateFingerprint) },
    };

    /// <summary>From the next start on, replies go out through the one that plays tricks.</summary>
    public void SendThroughScript() => Service.Settings = Service.Settings with { Smtp = new() { Server = Smtp.Server } };

    /// <summary>A mail that is answered by itself.</summary>
    public Task<string> AskAsync() => DeliverAsync("Assurance", Posts.InsuranceQuestion, mail => mail);

    /// <summary>A mail that gets a draft: it doesn't name her among those whom it is for.</summary>
    public Task<string> AskInBccAsync() => DeliverAsync("Diplôme", Posts.DiplomaQuestion, mail =>
    {
        mail.To.Clear();
        mail.To.Add(new MailboxAddress("", "someone@other.test"));
        return mail;
    });

    /// <summary>A mail that waits without a draft.</summary>
    public Task<string> AskUnknownAsync() => DeliverAsync("Crêpes", Posts.UnknownQuestion, mail => mail);

    /// <summary>A mail that is filed.</summary>
    public Task<string> AnnounceAbsenceAsync() => DeliverAsync("Absence du bureau", "Je suis absente.", mail => mail.With("Auto-Submitted", "auto-replied"));

    /// <summary>Waits until nothing is left to be done; a program that ended is started again, and a server that put a reply off is asked again at once.</summary>
    public async Task ComesToRestAsync(bool keepAlive = false)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(Patience);
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!IsAtRest)
            {
                if (keepAlive && !Program.IsRunning) Program.Start();
                await AskAgainAsync();
                await timer.WaitForNextTickAsync(over.Token);
            }
        }
        catch (OperationCanceledException late) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"It never comes to rest.\n{string.Join("\n", Service.Ledger.List(1000).Select(e => $"{e.Subject} {e.State} {e.Reason.Words.English}").Distinct().Take(30))}\n{Program.Said}{Service.JournalText}", late);
        }
    }

    /// <summary>Counts everything, in the ledger and where mail arrives.</summary>
    public async Task<Reckoning> ReckonAsync()
    {
        var answers = await ArrivedAsync();
        var (sent, drafts) = (await _server.ListAsync(_author, "Sent"), await _server.ListAsync(_author, "Drafts"));
        return Reckoning.Of(Service, _delivered, answers, [.. sent.Select(m => Bare(m.MessageId))], [.. drafts.Select(m => Bare(m.MessageId))]);
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Service.DisposeAsync();
        Smtp.Dispose();
        Imap.Dispose();
        Submission.Dispose();
    }

    // Another asker each time, as far as caps and the repeat rule see it: the same person at many addresses.
    private async Task<string> DeliverAsync(string subject, string text, Func<MimeMessage, MimeMessage> changed)
    {
        var mail = Support.Mails.From(_asker, _author, $"{subject} {_delivered.Count + 1}", text);
        mail.From.Clear();
        mail.From.Add(new MailboxAddress("Léa", _asker.Address.Replace("@", $"+{_delivered.Count + 1}@", StringComparison.Ordinal)));
        await _server.DeliverAsync(_author, changed(mail));
        _delivered.Enqueue(mail.MessageId!);
        return mail.Subject!;
    }

    private async Task AskAgainAsync()
    {
        using var ledger = Service.Database.Open();
        await ledger.ExecuteAsync("UPDATE outbox SET next_try_at = 0 WHERE step = 'Recorded' AND trouble IS NOT NULL AND next_try_at > 0");
    }

    // Postfix brings on what it took a moment later.
    private async Task<IReadOnlyList<MimeMessage>> ArrivedAsync()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(LookEvery * 5);
        var done = Reckoning.Done(Service);
        while (true)
        {
            List<MimeMessage> answers = [.. await _server.ReadAsync(_asker), .. Smtp.Taken.Select(Read)];
            var arrived = answers.Select(a => a.MessageId).ToHashSet();
            if (over.IsCancellationRequested || done.All(arrived.Contains)) return answers;
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static MimeMessage Read(TakenMail mail)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(mail.Text));
        return MimeMessage.Load(bytes);
    }

    private static string Bare(string? messageId) => messageId?.Trim('<', '>') ?? "";
}
