using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Screening;

namespace FaqResponder.Settings;

/// <summary>All settings, read, checked and complete: nothing in it needs checking again.</summary>
internal sealed record FaqSettings
{
    public const Language DefaultLanguage = Language.French;

    public const Mode DefaultMode = Mode.Draft;

    /// <summary>The folder of templates when none is named, beside the settings.</summary>
    public const string DefaultTemplatesFolder = "templates";

    /// <summary>Two years.</summary>
    public static readonly TimeSpan DefaultKeepTexts = TimeSpan.FromDays(730);

    public required Language Language { get; init; }

    public required Mode Mode { get; init; }

    /// <summary>Where the ledger lies; a full path.</summary>
    public required string DataFolder { get; init; }

    public required AuthorSettings Author { get; init; }

    public required MailboxSettings Mailbox { get; init; }

    public required SmtpSettings Smtp { get; init; }

    /// <summary>How the author signs in without a password, for both servers; <see langword="null"/> where passwords do.</summary>
    public OAuthSettings? OAuth { get; init; }

    public required PostsSettings Posts { get; init; }

    /// <summary>Which mail a machine may answer.</summary>
    public ScreeningSettings Screening { get; init; } = new();

    public required AnsweringSettings Answering { get; init; }

    /// <summary>When the author is told by mail of what goes wrong.</summary>
    public AlertSettings Alerts { get; init; } = new();

    /// <summary>The letter to the author.</summary>
    public LetterSettings Letter { get; init; } = new();

    /// <summary>What is learned from her mail program.</summary>
    public LearningSettings Learning { get; init; } = new();

    /// <summary>Where she moves mails to be answered or closed.</summary>
    public TeachingSettings Teaching { get; init; } = new();

    /// <summary>How long the texts of closed mails are kept; zero for ever.</summary>
    public TimeSpan KeepTexts { get; init; } = DefaultKeepTexts;

    /// <summary>The author's page.</summary>
    public ReviewPageSettings ReviewPage { get; init; } = new();

    /// <summary>The folder of templates, a full path; what is missing there is taken from the program itself.</summary>
    public required string TemplatesFolder { get; init; }

    /// <summary>What is known of her provider, for the words of <c>check</c> and of a refused login; <see langword="null"/> for a server of her own.</summary>
    public MailPreset? Provider { get; init; }
}

/// <param name="Name">As it stands in From.</param>
/// <param name="Address">The address that replies come from.</param>
/// <param name="Aliases">Her other addresses: mail from them is her own.</param>
/// <param name="Signature">The lines under a reply; the name when empty.</param>
internal sealed record AuthorSettings(string Name, string Address, IReadOnlyList<string> Aliases, string Signature)
{
    /// <summary>All addresses that are hers.</summary>
    public AddressList OwnAddresses => new([Address, .. Aliases]);
}

internal enum MailboxKind
{
    Imap,
    Maildir,
}

/// <summary>How a connection is secured. There is no "auto": on an unusual port it would hang until the timeout.</summary>
internal enum ConnectionSecurity
{
    /// <summary>TLS from the first byte (ports 993, 465).</summary>
    Tls,

    /// <summary>STARTTLS, required (ports 143, 587).</summary>
    StartTls,

    /// <summary>None: only for a server on this machine.</summary>
    None,
}

internal enum SaveSent
{
    /// <summary>A copy is put into Sent unless the provider is known to do it, or it is found there.</summary>
    Auto,
    Always,
    Never,
}

internal sealed record MailboxSettings
{
    public const MailboxKind DefaultKind = MailboxKind.Imap;

    public required MailboxKind Kind { get; init; }

    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>The Sent and Drafts folders, when they can't be found by themselves; else empty.</summary>
    public string SentFolder { get; init; } = "";

    public string DraftsFolder { get; init; } = "";

    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(1);

    public SaveSent SaveSent { get; init; } = SaveSent.Auto;

    /// <summary>The keyword that marks what was answered by machine.</summary>
    public string AnsweredKeyword { get; init; } = "FaqResponder";

    /// <summary>The server, for <see cref="MailboxKind.Imap"/>.</summary>
    public ServerSettings? Imap { get; init; }

    /// <summary>The Maildir, a full path, for <see cref="MailboxKind.Maildir"/>.</summary>
    public string MaildirPath { get; init; } = "";
}

/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Security">How the connection is secured.</param>
/// <param name="User">The login; empty for none (SMTP on this machine).</param>
/// <param name="Password">The secret itself, wherever it came from.</param>
/// <param name="CertificateFingerprint">SHA-256 of a certificate to accept although no authority signed it; upper-case hexadecimal, else empty.</param>
internal sealed record ServerSettings(string Host, int Port, ConnectionSecurity Security, string User, string Password, string CertificateFingerprint)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Whether one signs in with a token of <see cref="FaqSettings.OAuth"/> instead of a password.</summary>
    public bool UsesOAuth { get; init; }

    /// <summary>Keeps the secret out of logs and messages.</summary>
    public override string ToString() => $"{User}@{Host}:{Port} ({Security})";
}

internal sealed record SmtpSettings
{
    /// <summary>The submission server; <see langword="null"/> when replies are written into <see cref="PickupFolder"/>.</summary>
    public ServerSettings? Server { get; init; }

    /// <summary>A folder into which replies are written as files instead of being sent; empty for none.</summary>
    public string PickupFolder { get; init; } = "";

    /// <summary>Whether the provider files a copy of what is sent into Sent by itself.</summary>
    public bool ProviderSavesSent { get; init; }
}

internal sealed record PostsSettings
{
    /// <summary>A folder of Markdown files, a full path; empty for none.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The address of an RSS or Atom feed; <see langword="null"/> for none.</summary>
    public Uri? Feed { get; init; }

    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many pages of an archived feed are followed (RFC 5005, or WordPress's <c>?paged=</c>).</summary>
    public int FeedPages { get; init; } = 20;

    /// <summary>The most bytes of one page of the feed.</summary>
    public int FeedMaxBytes { get; init; } = 10_000_000;

    public TimeSpan FeedTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What becomes of mail of whose sender nothing is proven.</summary>
internal enum Unauthenticated
{
    /// <summary>It waits for the author.</summary>
    Wait,

    /// <summary>It is answered as any other.</summary>
    Answer,
}

internal sealed record ScreeningSettings
{
    /// <summary>The author's server as it signs Authentication-Results; empty when it is not known.</summary>
    public string AuthenticationServer { get; init; } = "";

    public Unauthenticated Unauthenticated { get; init; } = Unauthenticated.Wait;

    /// <summary>Senders whom a machine never answers.</summary>
    public AddressList NeverAnswer { get; init; } = AddressList.Empty;

    /// <summary>Senders of contact forms, whose Reply-To is the asker.</summary>
    public AddressList ContactForms { get; init; } = AddressList.Empty;

    /// <summary>Relays that stamp mail of people as automatic.</summary>
    public AddressList Relays { get; init; } = AddressList.Empty;

    /// <summary>The rules' view of it.</summary>
    public ScreeningPolicy Policy(AuthorSettings author, DateTimeOffset freshSince, long maxSize) => new()
    {
        Own = author.OwnAddresses,
        FreshSince = freshSince,
        MaxSize = maxSize,
        NeverAnswer = NeverAnswer,
        Relays = Relays,
        AuthenticationServer = AuthenticationServer,
        AnswerUnauthenticated = Unauthenticated is Unauthenticated.Answer,
    };
}

internal sealed record AnsweringSettings
{
    /// <summary>The share of right ones among the automatic answers that is wanted unless the author wants another.</summary>
    public const double DefaultPrecision = 0.95;

    public static readonly Thresholds DefaultThresholds = new(ConfidenceModel.Shipped.ThresholdFor(DefaultPrecision), 0.40);

    /// <summary>The confidences that the wanted precision asks for.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>The share of right ones among the automatic answers that the author wants, 0 to 1; each post must prove it.</summary>
    public double Precision { get; init; } = DefaultPrecision;

    /// <summary>How a post comes to be sent by a machine.</summary>
    public Trust Trust { get; init; } = Trust.Earned;

    /// <summary>Mail that arrived longer ago is history: never answered by machine.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a post is not sent again to the same asker.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromDays(7);

    public Caps Caps { get; init; } = new(PerAskerAndDay: 2, PerDomainAndDay: 20, PerHour: 30, PerDay: 200);

    /// <summary>How long an automatic answer waits, more or less, so that the author can still act.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Larger mail waits for the author, in bytes.</summary>
    public long MaxSize { get; init; } = 25_000_000;

    /// <summary>What stands before the subject of an automatic reply.</summary>
    public string SubjectPrefix { get; init; } = "Auto: ";
}

/// <summary>How a post comes to be sent by a machine.</summary>
internal enum Trust
{
    /// <summary>Post by post: by suggestions that were right, or by her word.</summary>
    Earned,

    /// <summary>All posts, on her word.</summary>
    All,
}

internal sealed record AlertSettings
{
    /// <summary>How long something must have gone wrong before she is told; zero for never.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Another address of hers to tell; empty for the author's own.</summary>
    public string To { get; init; } = "";
}

/// <summary>How often the author gets a letter.</summary>
internal enum LetterEvery
{
    Never,
    Daily,
    Weekly,
}

internal sealed record LetterSettings
{
    public LetterEvery Every { get; init; }

    /// <summary>The time of day, where she lives.</summary>
    public TimeSpan At { get; init; } = new(7, 30, 0);

    /// <summary>The day of a weekly one.</summary>
    public DayOfWeek On { get; init; } = DayOfWeek.Monday;

    /// <summary>How long the gestures of a letter work.</summary>
    public TimeSpan GesturesFor { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>What is learned from what she does in her mail program.</summary>
internal sealed record LearningSettings
{
    /// <summary>How far back her Sent folder is read at the first start.</summary>
    public TimeSpan ReadSentBack { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>Where the author moves mails to be answered or closed.</summary>
internal sealed record TeachingSettings
{
    /// <summary>The parent of these folders, levels parted by a slash; empty for none.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Where a mail goes once it is answered or closed, in the same way; empty: back to the folder that is read.</summary>
    public string MoveTo { get; init; } = "";

    /// <summary>Whether there are such folders: one is named, the mailbox has folders, and something may be changed in it.</summary>
    public bool IsOn { get; init; }
}
