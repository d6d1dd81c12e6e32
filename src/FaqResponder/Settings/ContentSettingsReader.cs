using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;

namespace FaqResponder.Settings;

/// <summary>Reads what is answered with: posts, the rules of answering, templates.</summary>
internal static class ContentSettingsReader
{
    private const string Precision = "Answering:Precision";

    public static PostsSettings Posts(KeyReader keys)
    {
        var defaults = new PostsSettings();
        var posts = defaults with
        {
            Folder = keys.ExistingFolder("Posts:Folder"),
            Feed = keys.WebAddress("Posts:Feed"),
            RefreshEvery = keys.Duration("Posts:RefreshEvery", defaults.RefreshEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            FeedPages = keys.Number("Posts:FeedPages", 1, 1000) ?? defaults.FeedPages,
            FeedMaxBytes = keys.Number("Posts:FeedMaxBytes", 10_000, 500_000_000) ?? defaults.FeedMaxBytes,
            FeedTimeout = keys.Duration("Posts:FeedTimeout", defaults.FeedTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        };
        if (!keys.IsSet("Posts:Folder") && !keys.IsSet("Posts:Feed"))
        {
            keys.Wrong(
                "Posts", "", new("Aucun article : ni dossier ni flux n'est indiqué.", "No posts: neither a folder nor a feed is named."),
                new(
                    "Remplissez Posts:Feed (l'adresse de votre flux RSS ou Atom) ou Posts:Folder.",
                    "Fill in Posts:Feed (the address of your RSS or Atom feed) or Posts:Folder."));
        }

        return posts;
    }

    public static AnsweringSettings Answering(KeyReader keys)
    {
        var defaults = new AnsweringSettings { Thresholds = AnsweringSettings.DefaultThresholds };
        var wanted = keys.Share(Precision, AnsweringSettings.DefaultPrecision);
        return defaults with
        {
            Thresholds = Thresholds(keys, wanted, defaults.Thresholds),
            Precision = wanted,
            Trust = keys.Choice<Trust>("Answering:Trust") ?? defaults.Trust,
            HoldTime = keys.Duration("Answering:HoldTime", defaults.HoldTime, TimeSpan.Zero, TimeSpan.FromDays(1)),
            MaxAge = keys.Duration("Answering:MaxAge", defaults.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
            RepeatAfter = keys.Duration("Answering:RepeatAfter", defaults.RepeatAfter, TimeSpan.FromDays(1), TimeSpan.FromDays(3650)),
            Caps = new(
                keys.Number("Answering:PerAskerAndDay", 1, 100) ?? defaults.Caps.PerAskerAndDay,
                keys.Number("Answering:PerDomainAndDay", 1, 10_000) ?? defaults.Caps.PerDomainAndDay,
                keys.Number("Answering:PerHour", 1, 10_000) ?? defaults.Caps.PerHour,
                keys.Number("Answering:PerDay", 1, 100_000) ?? defaults.Caps.PerDay),
            MaxSize = keys.Number("Answering:MaxSize", 10_000L, 1_000_000_000L) ?? defaults.MaxSize,
            SubjectPrefix = keys.Line("Answering:SubjectPrefix", defaults.SubjectPrefix),
        };
    }

    public static string TemplatesFolder(KeyReader keys)
    {
        const string key = "Replies:TemplatesFolder";
        var folder = keys.FullPath(key, FaqSettings.DefaultTemplatesFolder);
        // The default may be missing, since the program carries its own templates; one that was named was meant to be there.
        if (keys.Text(key, FaqSettings.DefaultTemplatesFolder) != FaqSettings.DefaultTemplatesFolder && !Directory.Exists(folder))
        {
            keys.Warn(
                key, keys.Text(key), new($"Ce dossier n'existe pas : {folder}", $"This folder does not exist: {folder}"),
                new(
                    "Les modèles du programme servent à sa place ; corrigez le chemin.",
                    "The program's own templates stand in for it; correct the path."));
        }

        return folder;
    }

    private static Thresholds Thresholds(KeyReader keys, double wanted, Thresholds defaults)
    {
        const string draft = "Answering:DraftThreshold";
        // From here on a machine would give one poor answer in four.
        const double tooLow = 0.75;
        var thresholds = new Thresholds(ConfidenceModel.Shipped.ThresholdFor(wanted), keys.Probability(draft, defaults.Draft));
        if (thresholds.Draft > thresholds.Answer)
        {
            keys.Wrong(
                draft, Reason.Probability(thresholds.Draft),
                new(
                    $"Ce seuil dépasse la sûreté que demande {Precision} : il faudrait être plus sûr pour un brouillon que pour une réponse.",
                    $"This threshold is above the confidence that {Precision} asks for: a draft would take more certainty than an answer."),
                new(
                    $"Écrivez {Reason.Probability(thresholds.Answer)} au plus.",
                    $"Write {Reason.Probability(thresholds.Answer)} at most."));
        }

        if (wanted < tooLow)
        {
            keys.Warn(
                Precision, keys.Text(Precision),
                new("Plus d'une réponse automatique sur quatre pourrait être fausse.", "More than one automatic answer in four may be wrong."),
                new(
                    $"Demandez davantage ; la valeur d'origine est {AnsweringSettings.DefaultPrecision * 100:0} %.",
                    $"Ask for more; it is {AnsweringSettings.DefaultPrecision * 100:0} % to begin with."));
        }

        return thresholds;
    }
}
