namespace FaqResponder.Settings;

public sealed class OAuthSettingsTests
{
    private static readonly (string Key, string? Value) NoPassword = ("Mailbox:Imap:Password", null);

    [Fact]
    public void For_outlook_com_an_address_and_a_client_id_are_enough()
    {
        var settings = SomeSettings.Settings(("Author:Address", "sylvie@hotmail.fr"), NoPassword, ("Mailbox:OAuth:ClientId", "abc"), ("DataFolder", "/data"));

        var oauth = settings.OAuth.ShouldNotBeNull();
        oauth.Provider.ShouldBe(OAuthProvider.Microsoft);
        oauth.TokenEndpoint.Host.ShouldBe("login.microsoftonline.com");
        oauth.DeviceEndpoint.ShouldNotBeNull();
        oauth.Scopes.ShouldContain("IMAP.AccessAsUser.All");
        oauth.TokenFile.ShouldBe("/data/oauth-tokens.json");
        settings.Mailbox.Imap.ShouldNotBeNull().UsesOAuth.ShouldBeTrue();
        var smtp = settings.Smtp.Server.ShouldNotBeNull();
        smtp.UsesOAuth.ShouldBeTrue();
        smtp.User.ShouldBe("sylvie@hotmail.fr");
    }

    [Fact]
    public void For_gmail_the_secret_is_needed_and_mail_is_asked_for_in_the_browser()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.In("secret"), "s3cret\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.In("secret"), UnixFileMode.UserRead);

        SomeSettings.Problem(("Author:Address", "sylvie@gmail.com"), NoPassword, ("Mailbox:OAuth:ClientId", "abc")).Key.ShouldBe("Mailbox:OAuth:ClientSecret");
        var oauth = SomeSettings.Settings(
            ("Author:Address", "sylvie@gmail.com"), NoPassword, ("Mailbox:OAuth:ClientId", "abc"), ("Mailbox:OAuth:ClientSecretFile", folder.In("secret"))).OAuth.ShouldNotBeNull();

        oauth.ClientSecret.ShouldBe("s3cret");
        oauth.DeviceEndpoint.ShouldBeNull();
        oauth.AuthorizationEndpoint.ShouldNotBeNull();
        oauth.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public void Everything_that_is_missing_or_wrong_is_told_at_once_in_both_languages()
    {
        var problems = SomeSettings.Read(
            ("Author:Address", "sylvie@example.org"), NoPassword, ("Mailbox:Imap:Host", "mail.example.org"), ("Smtp:Host", "mail.example.org"),
            ("Mailbox:OAuth:Provider", "Own"), ("Mailbox:OAuth:TokenEndpoint", "http://auth.example.org/token"), ("Mailbox:OAuth:ClientSecretFile", "/nowhere/secret")).Problems;

        problems.Select(p => p.Key).ShouldBe(
            ["Mailbox:OAuth:ClientSecretFile", "Mailbox:OAuth:TokenEndpoint", "Mailbox:OAuth:ClientId", "Mailbox:OAuth:DeviceEndpoint", "Mailbox:OAuth:Scopes"], ignoreOrder: true);
        problems.Single(p => p.Key == "Mailbox:OAuth:TokenEndpoint").Value.ShouldBe("http://auth.example.org/token");
        foreach (var problem in problems)
        {
            problem.Wrong.French.ShouldNotBe(problem.Wrong.English);
            problem.Remedy.French.ShouldNotBe(problem.Remedy.English);
        }
    }

    [Fact]
    public void An_own_domain_must_name_who_signs_in() => SomeSettings.Problem(
        ("Author:Address", "sylvie@example.org"), NoPassword, ("Mailbox:Imap:Host", "mail.example.org"), ("Smtp:Host", "mail.example.org"), ("Mailbox:OAuth:ClientId", "abc"))
        .Key.ShouldBe("Mailbox:OAuth:Provider");

    [Fact]
    public void A_token_is_not_shown_to_the_server_of_somebody_else()
    {
        var problem = SomeSettings.Problem(
            ("Author:Address", "sylvie@hotmail.fr"), NoPassword, ("Mailbox:OAuth:ClientId", "abc"), ("Smtp:Host", "smtp.evil-outlook.com"));

        problem.Key.ShouldBe("Smtp:Host");
        problem.Remedy.French.ShouldContain("Smtp:PasswordFile");
    }

    [Fact]
    public void A_sending_server_with_a_password_of_its_own_keeps_it()
    {
        var smtp = SomeSettings.Settings(
            ("Author:Address", "sylvie@hotmail.fr"), NoPassword, ("Mailbox:OAuth:ClientId", "abc"), ("Smtp:Host", "ssl0.ovh.net"), ("Smtp:Password", "pw")).Smtp.Server.ShouldNotBeNull();

        smtp.UsesOAuth.ShouldBeFalse();
        smtp.Password.ShouldBe("pw");
    }

    [Fact]
    public void A_password_beside_oauth_is_warned_of()
    {
        var result = SomeSettings.Read(("Author:Address", "sylvie@hotmail.fr"), ("Mailbox:OAuth:ClientId", "abc"));

        result.Problems.ShouldBeEmpty();
        result.Warnings.ShouldHaveSingleItem().Key.ShouldBe("Mailbox:Imap:Password");
    }
}
