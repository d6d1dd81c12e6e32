using FaqResponder.Feeds;
using FaqResponder.Letters;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Past;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.ReviewPage;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace FaqResponder.Hosting;

/// <summary>Puts the parts together: the same ones for the service, the demo and the tests.</summary>
internal static class ServiceHost
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    /// <summary>The whole service, ready to start.</summary>
    /// <param name="adjust">Lets a test or the demo exchange a part.</param>
    public static IHost Build(FaqSettings settings, Action<HostApplicationBuilder>? adjust = null)
    {
        // Without the defaults: settings are read already, and nothing else is wanted from the working folder.
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "faqresponder" });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            console.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // What it says of a fault may cite a mail; the page tells where it happened, and no more.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.None);
        // Each does nothing unless it is really systemd, or Windows' service manager, that started us.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(options => options.ServiceName = "FaqResponder");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        AddParts(builder.Services, settings);
        builder.Services.AddHostedService(services => services.GetRequiredService<ResponderWorker>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ReviewPageServer>());
        builder.Services.AddHostedService<SystemdWatchdog>();
        adjust?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The parts without the host, for single commands.</summary>
    public static void AddParts(IServiceCollection services, FaqSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(provider => new Journal(provider.GetRequiredService<ILogger<Journal>>(), settings.Language));
        services.AddSingleton(new Templates(settings.TemplatesFolder));
        services.AddSingleton<ReplyComposer>();
        AddStorage(services, settings);
        AddWorker(services, settings);
        AddReview(services);
        AddLetters(services);
    }

    /// <summary>The parts on a ledger and a clock of their own, for a replay of the past: nothing is told and nobody is reached.</summary>
    public static ServiceProvider ReplayParts(FaqSettings settings, ReplayClock clock)
    {
        var services = new ServiceCollection().AddLogging();
        AddParts(services, settings);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        // What is lost with a power cut is replayed anew.
        services.AddSingleton(new Database(settings.DataFolder, survivesPowerCut: false));
        services.AddSingleton<ReplayLedger>();
        services.AddSingleton<Replay>();
        return services.BuildServiceProvider();
    }

    private static void AddStorage(IServiceCollection services, FaqSettings settings)
    {
        services.AddSingleton(new Database(settings.DataFolder));
        services.AddSingleton<MailLedger>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Verdicts>();
        services.AddSingleton<Gestures>();
        services.AddSingleton<WaitingMails>();
        services.AddSingleton<AskedQuestions>();
        services.AddSingleton<HeldPosts>();
        services.AddSingleton<PostTrust>();
        services.AddSingleton<AutomaticAnswers>();
        services.AddSingleton<PostRecord>();
        services.AddSingleton<Figures>();
        services.AddSingleton<PageAccess>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<PostStore>();
        services.AddSingleton<PhrasingStore>();
        services.AddSingleton<Lessons>();
        services.AddSingleton<OpenMails>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<OwnReplies>();
        services.AddSingleton<TeachingFolderStore>();
        services.AddSingleton<MovedMails>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<PastMails>();
        services.AddSingleton<Retention>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton<UnreachableAddresses>();
        services.AddSingleton<Leases>();
        services.AddSingleton<Switches>();
        services.AddSingleton<LetterStore>();
        services.AddSingleton<LetterOrders>();
        services.AddSingleton<LetterFacts>();
    }

    private static void AddWorker(IServiceCollection services, FaqSettings settings)
    {
        services.AddSingleton<WorkProgress>();
        services.AddSingleton(_ => FeedHttp.Create(settings.Posts));
        services.AddSingleton<PostShelf>();
        services.AddSingleton<PostRefresh>();
        services.AddSingleton(provider => new AccessTokens(settings.OAuth, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailboxFactory>();
        services.AddSingleton<ISubmission>(provider => MailboxFactory.Submission(settings, provider.GetRequiredService<AccessTokens>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Intake>();
        services.AddSingleton<Responder>();
        services.AddSingleton<OutboxSender>();
        services.AddSingleton<HoldWatch>();
        services.AddSingleton<Filing>();
        services.AddSingleton<DraftWatch>();
        services.AddSingleton<SentWatch>();
        services.AddSingleton<TeachingFolders>();
        services.AddSingleton<MovedMailReader>();
        services.AddSingleton<MovingOn>();
        services.AddSingleton<FolderWatch>();
        services.AddSingleton<SecondThoughts>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<LearnFromPast>();
        services.AddSingleton<Backtest>();
        services.AddSingleton<Upkeep>();
        services.AddSingleton<Notices>();
        services.AddSingleton<Alerts>();
        services.AddSingleton<Errands>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<WorkRound>();
        services.AddSingleton<Rest>();
        services.AddSingleton<ResponderWorker>();
    }

    private static void AddReview(IServiceCollection services)
    {
        services.AddSingleton<AuthorReplies>();
        services.AddSingleton<IMovedGestures, MovedGestures>();
        services.AddSingleton<Correspondence>();
        services.AddSingleton<Desk>();
        services.AddSingleton<Tray>();
        services.AddSingleton<Weeks>();
        services.AddSingleton<Gaps>();
        services.AddSingleton<GapDrafts>();
        services.AddSingleton<Health>();
        services.AddSingleton<ReviewPageServer>();
    }

    private static void AddLetters(IServiceCollection services)
    {
        services.AddSingleton<LetterNews>();
        services.AddSingleton<LetterComposer>();
        services.AddSingleton<LetterPost>();
        services.AddSingleton<LetterGestures>();
        // The worker runs them and health looks at the worker: what a letter tells of that is asked for when it is written.
        services.AddSingleton<Func<Health>>(provider => provider.GetRequiredService<Health>);
        // What came back first: the letter then tells of it.
        services.AddSingleton<IErrand>(provider => provider.GetRequiredService<LetterGestures>());
        services.AddSingleton<IErrand>(provider => provider.GetRequiredService<LetterPost>());
    }
}
