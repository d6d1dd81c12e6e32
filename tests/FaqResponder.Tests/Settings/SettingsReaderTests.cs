using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Screening;

namespace FaqResponder.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void A_name_an_address_a_password_and_a_feed_are_enough()
    {
        var settings = SomeSettings.Settings();

        settings.Author.Name.ShouldBe("Sylvie Martin");
        settings.Author.OwnAddresses.ShouldBe(new AddressList(["sylvie.martin@orange.fr"]));
        settings.Mailbox.Imap.ShouldNotBeNull().Password.ShouldBe("trois petits chats");
        settings.Posts.Feed.ShouldBe(new Uri("https://blog.example.org/feed/"));
    }

    [Fact]
    public void What_is_not_said_is_as_the_manual_says()
    {
        var settings = SomeSettings.Settings();

        settings.Language.ShouldBe(Language.French);
        settings.Mode.ShouldBe(Mode.Draft);
        settings.Mailbox.PollEvery.ShouldBe(TimeSpan.FromMinutes(1));
        settings.Answering.Thresholds.ShouldBe(new Thresholds(ConfidenceModel.Shipped.ThresholdFor(0.95), 0.40));
        settings.Answering.Caps.ShouldBe(new Caps(2, 20, 30, 200));
        settings.TemplatesFolder.ShouldBe(Path.GetFullPath("/etc/faqresponder/templates"));
    }

    [Fact]
    public void Every_key_reaches_its_setting()
    {
        var settings = SomeSettings.Settings(
            ("Language", "EN"), ("Mode", "watch"), ("Author:Signature", "Sylvie\r\nblog.example.org"), ("Mailbox:Folder", "Questions"),
            ("Mailbox:SentFolder", "Envoyés"), ("Mailbox:DraftsFolder", "Brouillons"), ("Mailbox:PollEvery", "00:05:00"), ("Mailbox:SaveSent", "never"),
            ("Mailbox:AnsweredKeyword", "Faq"), ("Posts:RefreshEvery", "02:00:00"), ("Posts:FeedPages", "3"), ("Posts:FeedMaxBytes", "20000"),
            ("Posts:FeedTimeout", "00:00:10"), ("Answering:Precision", "97 %"), ("Answering:DraftThreshold", "0.5"), ("Answering:Trust", "all"), ("Answering:MaxAge", "1.00:00:00"), ("Learning:ReadSentBack", "90.00:00:00"),
            ("Teaching:Folder", "FAQ"), ("Teaching:MoveTo", "FAQ/Fait"),
            ("Letter:Every", "weekly"), ("Letter:At", "18:15"), ("Letter:On", "friday"), ("Letter:GesturesFor", "2.00:00:00"),
            ("Answering:RepeatAfter", "30.00:00:00"), ("Answering:HoldTime", "00:30:00"), ("Answering:PerAskerAndDay", "1"), ("Answering:PerDomainAndDay", "3"), ("Answering:PerHour", "10"), ("Answering:PerDay", "50"),
            ("Answering:MaxSize", "1000000"), ("Answering:SubjectPrefix", "Réponse : "), ("Screening:AuthenticationServer", "MX.Example.org"), ("Screening:Unauthenticated", "answer"),
            ("Screening:NeverAnswer", "leo@example.com, @example.net"), ("Screening:ContactForms:0", "form@example.org"), ("Screening:Relays", "@relay.example.org"));

        settings.Language.ShouldBe(Language.English);
        settings.Mode.ShouldBe(Mode.Watch);
        settings.Author.Signature.ShouldBe("Sylvie\nblog.example.org");
        settings.Posts.ShouldBe(new PostsSettings
        {
            Feed = settings.Posts.Feed,
            RefreshEvery = TimeSpan.FromHours(2),
            FeedPages = 3,
            FeedMaxBytes = 20_000,
            FeedTimeout = TimeSpan.FromSeconds(10),
        });
        settings.Mailbox.ShouldBe(new MailboxSettings
        {
            Kind = MailboxKind.Imap,
            Folder = "Questions",
            SentFolder = "Envoyés",
            DraftsFolder = "Brouillons",
            PollEvery = TimeSpan.FromMinutes(5),
            SaveSent = SaveSent.Never,
            AnsweredKeyword = "Faq",
            Imap = settings.Mailbox.Imap,
        });
        settings.Answering.ShouldBe(new AnsweringSettings
        {
            Thresholds = new(ConfidenceModel.Shipped.ThresholdFor(0.97), 0.5),
            Precision = 0.97,
            Trust = Trust.All,
            MaxAge = TimeSpan.FromDays(1),
            RepeatAfter = TimeSpan.FromDays(30),
            Caps = new(1, 3, 10, 50),
            HoldTime = TimeSpan.FromMinutes(30),
            MaxSize = 1_000_000,
            SubjectPrefix = "Réponse : ",
        });
        settings.Learning.ReadSentBack.ShouldBe(TimeSpan.FromDays(90));
        settings.Teaching.ShouldBe(new TeachingSettings { Folder = "FAQ", MoveTo = "FAQ/Fait" });
        settings.Letter.ShouldBe(new LetterSettings { Every = LetterEvery.Weekly, At = new(18, 15, 0), On = DayOfWeek.Friday, GesturesFor = TimeSpan.FromDays(2) });
        settings.Screening.ShouldBe(new ScreeningSettings
        {
            AuthenticationServer = "mx.example.org",
            Unauthenticated = Unauthenticated.Answer,
            NeverAnswer = new(["leo@example.com", "@example.net"]),
            ContactForms = new(["form@example.org"]),
            Relays = new(["@relay.example.org"]),
        });
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var result = SomeSettings.Read(
            ("Language", "de"), ("Mode", "Auto"), ("Author:Name", ""), ("Author:Address", "sylvie"), ("Mailbox:PollEvery", "60"), ("Posts:Feed", "blog"),
            ("Posts:FeedPages", "beaucoup"), ("Answering:Precision", "0,9"), ("Answering:PerHour", "0"), ("Mailbox:Imap:Port", "99999"));

        result.Settings.ShouldBeNull();
        result.Problems.Select(p => p.Key).ShouldBe(
        [
            "Language", "Mode", "Author:Name", "Author:Address", "Mailbox:PollEvery", "Mailbox:Imap:Port", "Posts:Feed", "Posts:FeedPages",
            "Answering:Precision", "Answering:PerHour",
        ]);
    }

    [Fact]
    public void Every_problem_has_its_words_in_both_languages()
    {
        var result = SomeSettings.Read(("Mode", "Auto"), ("Mailbox:PollEvery", "1"), ("Answering:PerDay", "x"), ("Smtp:Hots", "x"), ("Posts:Feed", ""));

        result.Problems.Count.ShouldBe(5);
        foreach (var problem in result.Problems)
        {
            problem.Wrong.French.ShouldNotBe(problem.Wrong.English);
            problem.Remedy.French.ShouldNotBe(problem.Remedy.English);
        }
    }

    [Fact]
    public void A_wrong_word_is_answered_with_the_words_that_are_allowed()
    {
        var problem = SomeSettings.Problem(("Mode", "Auto"));

        problem.Value.ShouldBe("Auto");
        problem.Remedy.French.ShouldContain("Watch, Draft, Answer");
    }

    [Fact]
    public void A_number_is_no_word() => SomeSettings.Problem(("Mailbox:Kind", "1")).Key.ShouldBe("Mailbox:Kind");

    [Theory]
    [InlineData("00:00:04")]
    [InlineData("01:00:01")]
    public void The_mailbox_is_looked_at_every_5_seconds_to_every_hour(string duration)
    {
        var problem = SomeSettings.Problem(("Mailbox:PollEvery", duration));

        problem.Value.ShouldBe(duration);
        problem.Remedy.English.ShouldBe("Choose between 00:00:05 and 01:00:00.");
    }

    [Fact]
    public void A_draft_never_takes_more_certainty_than_an_answer()
    {
        var problem = SomeSettings.Problem(("Answering:DraftThreshold", "0.95"));

        problem.Key.ShouldBe("Answering:DraftThreshold");
        problem.Remedy.English.ShouldContain(Reason.Probability(AnsweringSettings.DefaultThresholds.Answer));
    }

    [Fact]
    public void To_want_few_right_answers_is_warned_of()
    {
        var result = SomeSettings.Read(("Answering:Precision", "0.6"));

        result.Settings.ShouldNotBeNull();
        result.Warnings.ShouldHaveSingleItem().Key.ShouldBe("Answering:Precision");
    }

    [Theory]
    [InlineData("95 %")]
    [InlineData("95%")]
    [InlineData("0.95")]
    public void A_precision_is_written_as_people_do(string written) =>
        SomeSettings.Settings(("Answering:Precision", written)).Answering.Thresholds.ShouldBe(AnsweringSettings.DefaultThresholds);

    [Theory]
    [InlineData("95")]
    [InlineData("120 %")]
    [InlineData("presque tout")]
    public void What_is_no_share_is_told(string written) => SomeSettings.Problem(("Answering:Precision", written)).Remedy.French.ShouldContain("95 %");

    [Fact]
    public void Without_a_feed_or_a_folder_there_is_nothing_to_answer_with() => SomeSettings.Problem(("Posts:Feed", "")).Key.ShouldBe("Posts");

    [Fact]
    public void A_folder_of_posts_that_is_not_there_is_told_with_its_full_path()
    {
        var problem = SomeSettings.Problem(("Posts:Folder", "articles"));

        problem.Value.ShouldBe("articles");
        problem.Wrong.French.ShouldContain(Path.GetFullPath("/etc/faqresponder/articles"));
    }

    [Fact]
    public void A_relative_path_starts_from_the_folder_of_the_settings()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.In("articles"));
        var configuration = SomeSettings.Configuration([.. SomeSettings.Enough, ("Posts:Folder", "articles"), ("DataFolder", "../donnees")]);

        var settings = SettingsReader.Read(configuration, folder.Path, SomeSettings.Nowhere).Require();

        settings.Posts.Folder.ShouldBe(folder.In("articles"));
        settings.DataFolder.ShouldBe(Path.Combine(Path.GetDirectoryName(folder.Path)!, "donnees"));
    }

    [Fact]
    public void In_answer_mode_it_is_told_that_nothing_goes_out_while_nobody_checks_senders()
    {
        SomeSettings.Read(("Mode", "Answer")).Warnings.ShouldHaveSingleItem().Key.ShouldBe("Screening:AuthenticationServer");
        SomeSettings.Read(("Mode", "Answer"), ("Screening:AuthenticationServer", "mx.example.org")).Warnings.ShouldBeEmpty();
        SomeSettings.Read(("Mode", "Answer"), ("Screening:Unauthenticated", "Answer")).Warnings.ShouldBeEmpty();
        SomeSettings.Settings(("Mode", "Answer"), ("Author:Address", "sylvie@gmail.com")).Screening.AuthenticationServer.ShouldBe("mx.google.com");
    }

    [Fact]
    public void A_list_of_senders_that_is_no_list_is_told()
    {
        SomeSettings.Problem(("Screening:NeverAnswer", "@")).Key.ShouldBe("Screening:NeverAnswer");
        SomeSettings.Problem(("Screening:Relays:0", "relay.example.org")).Key.ShouldBe("Screening:Relays:0");
    }

    [Fact]
    public void Aliases_come_as_a_list_or_with_commas_and_never_hold_the_address_itself()
    {
        var settings = SomeSettings.Settings(
            ("Author:Aliases", "contact@blog.example.org, Sylvie.Martin@orange.fr"), ("Author:Aliases:0", "s.martin@example.org"), ("Author:Aliases:1", ""));

        settings.Author.Aliases.ShouldBe(["contact@blog.example.org", "s.martin@example.org"]);
    }

    [Fact]
    public void A_wrong_alias_is_told_with_its_place() =>
        SomeSettings.Problem(("Author:Aliases:0", "contact@blog.example.org"), ("Author:Aliases:1", "contact")).Key.ShouldBe("Author:Aliases:1");

    [Fact]
    public void A_name_on_two_lines_would_forge_a_header() => SomeSettings.Problem(("Author:Name", "Sylvie\nBcc: x@example.org")).Key.ShouldBe("Author:Name");

    [Fact]
    public void The_subject_may_go_without_a_prefix() => SomeSettings.Settings(("Answering:SubjectPrefix", "")).Answering.SubjectPrefix.ShouldBe("");

    [Fact]
    public void Folders_to_move_mails_into_are_there_only_where_something_may_be_changed()
    {
        SomeSettings.Settings(("Teaching:Folder", "FAQ")).Teaching.IsOn.ShouldBeTrue();
        SomeSettings.Settings().Teaching.IsOn.ShouldBeFalse();
        SomeSettings.Read(("Teaching:Folder", "FAQ"), ("Mode", "Watch")).Warnings.ShouldHaveSingleItem().Key.ShouldBe("Teaching:Folder");
        var maildir = SomeSettings.Read(("Teaching:Folder", "FAQ"), ("Mailbox:Kind", "Maildir"), ("Mailbox:Maildir:Path", "/"), ("Mailbox:Imap:Password", null), ("Smtp:PickupFolder", "/tmp"));
        maildir.Warnings.Select(w => w.Key).ShouldContain("Teaching:Folder");
    }

    [Theory]
    [InlineData("Teaching:Folder", "FAQ*")]
    [InlineData("Teaching:Folder", "FAQ//Fait")]
    [InlineData("Teaching:Folder", "Inbox")]
    [InlineData("Teaching:MoveTo", "/Fait")]
    public void A_folder_that_cannot_be_one_is_told(string key, string folder) => SomeSettings.Problem((key, folder)).Key.ShouldBe(key);

    [Fact]
    public void A_folder_that_serves_another_purpose_is_told() =>
        SomeSettings.Problem(("Teaching:Folder", "Envoyés"), ("Mailbox:SentFolder", "Envoyés")).Key.ShouldBe("Teaching:Folder");

    [Fact]
    public void A_keyword_that_imap_does_not_allow_is_told() => SomeSettings.Problem(("Mailbox:AnsweredKeyword", "Répondu !")).Key.ShouldBe("Mailbox:AnsweredKeyword");

    [Fact]
    public void A_folder_of_templates_that_was_named_and_is_missing_is_warned_of()
    {
        SomeSettings.Read(("Replies:TemplatesFolder", "modeles")).Warnings.ShouldHaveSingleItem().Key.ShouldBe("Replies:TemplatesFolder");
        SomeSettings.Read(("Replies:TemplatesFolder", "templates")).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_language_is_known_even_when_the_rest_is_wrong() => SomeSettings.Read(("Language", "en"), ("Mode", "Auto")).Language.ShouldBe(Language.English);

    [Fact]
    public void An_empty_language_is_that_of_the_system() =>
        SomeSettings.Read(SomeSettings.With(("LANG", "en_GB.UTF-8")), ("Language", "")).Language.ShouldBe(Language.English);

    [Fact]
    public void Wrong_settings_that_are_required_say_what_is_wrong()
    {
        var result = SomeSettings.Read(("Mode", "Auto"), ("Language", "en"));

        var exception = Should.Throw<SettingsException>(result.Require);

        exception.Problems.ShouldBe(result.Problems);
        exception.Language.ShouldBe(Language.English);
    }

    [Fact]
    public void A_password_inside_a_web_address_is_not_shown() =>
        SomeSettings.Problem(("Posts:Feed", "ftp://sylvie:secret@blog.example.org/feed")).Value.ShouldBe("ftp://…@blog.example.org/feed");
}
