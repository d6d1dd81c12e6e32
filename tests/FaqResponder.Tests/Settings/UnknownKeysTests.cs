namespace FaqResponder.Settings;

public sealed class UnknownKeysTests
{
    [Theory]
    [InlineData("Mailbox:Imap:Hots", "Mailbox:Imap:Host")]
    [InlineData("MAILBOX:IMAP:PASWORDFILE", "Mailbox:Imap:PasswordFile")]
    [InlineData("Imap:Host", "Mailbox:Imap:Host")]
    [InlineData("Mailbox:PollingEvery", "Mailbox:PollEvery")]
    [InlineData("Modus", "Mode")]
    [InlineData("Smtp:Pickup", "Smtp:PickupFolder")]
    [InlineData("Author:Name:First", "Author:Name")]
    public void A_misspelt_key_is_answered_with_the_key_that_was_meant(string key, string meant)
    {
        var problem = SomeSettings.Problem((key, "x"));

        problem.Key.ShouldBe(key, StringCompareShould.IgnoreCase);
        problem.Remedy.English.ShouldBe($"Did you mean {meant}?");
    }

    [Fact]
    public void A_key_like_no_other_is_answered_with_the_keys_that_may_stand_there() =>
        SomeSettings.Problem(("Replies:Colour", "blue")).Remedy.English.ShouldBe("Possible keys here: TemplatesFolder.");

    [Fact]
    public void A_section_like_no_other_is_answered_with_the_sections() =>
        SomeSettings.Problem(("Weather:Tomorrow", "fine")).Remedy.English.ShouldStartWith("Possible keys here: Language, Mode, DataFolder, Author, Mailbox");

    [Fact]
    public void The_value_of_a_misspelt_key_may_be_a_secret_and_is_not_shown() => SomeSettings.Problem(("Mailbox:Imap:Pasword", "secret")).Value.ShouldBe("");

    [Fact]
    public void A_value_in_place_of_a_group_is_told()
    {
        var problem = SomeSettings.Problem(("Smtp", "smtp.orange.fr"));

        problem.Key.ShouldBe("Smtp");
        problem.Remedy.English.ShouldStartWith("Possible keys here: Host, Port");
    }

    [Fact]
    public void Sections_of_dotnet_are_left_alone() => SomeSettings.Settings(
        ("Logging:LogLevel:Default", "Warning"), ("Kestrel:Endpoints:Http:Url", "http://localhost:5080"), ("AllowedHosts", "*"), ("Urls", "http://localhost"));

    [Fact]
    public void Keys_are_the_same_in_any_case() => SomeSettings.Settings(("MAILBOX:POLLEVERY", "00:02:00")).Mailbox.PollEvery.ShouldBe(TimeSpan.FromMinutes(2));

    [Fact]
    public void An_empty_group_is_no_mistake() => SomeSettings.Settings(("Smtp", null), ("Author:Aliases", ""));
}
