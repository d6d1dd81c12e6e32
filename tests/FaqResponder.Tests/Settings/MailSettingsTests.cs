namespace FaqResponder.Settings;

public sealed class MailSettingsTests
{
    private static readonly (string Key, string? Value) OwnDomain = ("Author:Address", "sylvie@mon-blog.example");

    [Fact]
    public void The_provider_of_her_address_gives_both_servers_and_the_login()
    {
        var settings = SomeSettings.Settings();

        settings.Mailbox.Imap.ShouldBe(new ServerSettings("imap.orange.fr", 993, ConnectionSecurity.Tls, "sylvie.martin@orange.fr", "trois petits chats", ""));
        settings.Smtp.Server.ShouldBe(new ServerSettings("smtp.orange.fr", 465, ConnectionSecurity.Tls, "sylvie.martin@orange.fr", "trois petits chats", ""));
        settings.Provider.ShouldNotBeNull().Name.ShouldBe("orange");
    }

    [Fact]
    public void Free_wants_the_part_before_the_at_sign_as_login()
    {
        var settings = SomeSettings.Settings(("Author:Address", "sylvie.martin@free.fr"));

        settings.Mailbox.Imap.ShouldNotBeNull().User.ShouldBe("sylvie.martin");
        settings.Smtp.Server.ShouldNotBeNull().User.ShouldBe("sylvie.martin");
    }

    [Fact]
    public void ICloud_wants_the_whole_address_as_login_for_sending_only()
    {
        var settings = SomeSettings.Settings(("Author:Address", "sylvie@icloud.com"));

        settings.Mailbox.Imap.ShouldNotBeNull().User.ShouldBe("sylvie");
        settings.Smtp.Server.ShouldNotBeNull().User.ShouldBe("sylvie@icloud.com");
    }

    [Fact]
    public void A_domain_of_her_own_names_its_provider()
    {
        var settings = SomeSettings.Settings(OwnDomain, ("Mailbox:Provider", "OVH"));

        settings.Mailbox.Imap.ShouldNotBeNull().Host.ShouldBe("ssl0.ovh.net");
        settings.Smtp.Server.ShouldNotBeNull().User.ShouldBe("sylvie@mon-blog.example");
    }

    [Fact]
    public void An_unknown_provider_is_answered_with_the_known_ones()
    {
        var problem = SomeSettings.Problem(OwnDomain, ("Mailbox:Provider", "hostinger"));

        problem.Key.ShouldBe("Mailbox:Provider");
        problem.Remedy.French.ShouldContain("ovh, gandi, ionos");
    }

    [Fact]
    public void A_domain_of_her_own_without_servers_lacks_both()
    {
        var result = SomeSettings.Read(OwnDomain);

        result.Problems.Select(p => p.Key).ShouldBe(["Mailbox:Imap:Host", "Smtp:Host"]);
        result.Problems[0].Wrong.French.ShouldContain("mon-blog.example");
        result.Problems[0].Remedy.French.ShouldContain("ovh, gandi, ionos");
    }

    [Fact]
    public void A_missing_address_is_told_without_what_follows_from_it() => SomeSettings.Problem(("Author:Address", "")).Key.ShouldBe("Author:Address");

    [Fact]
    public void A_named_host_wins_over_the_provider()
    {
        var settings = SomeSettings.Settings(("Mailbox:Imap:Host", "mail.example.org"), ("Mailbox:Imap:Security", "StartTls"));

        settings.Mailbox.Imap.ShouldBe(new ServerSettings("mail.example.org", 143, ConnectionSecurity.StartTls, "sylvie.martin@orange.fr", "trois petits chats", ""));
        settings.Smtp.Server.ShouldNotBeNull().Host.ShouldBe("smtp.orange.fr");
    }

    [Fact]
    public void A_named_host_of_a_known_provider_keeps_its_hint()
    {
        var settings = SomeSettings.Settings(OwnDomain, ("Mailbox:Imap:Host", "imap.gmail.com"), ("Smtp:Host", "smtp.gmail.com"));

        settings.Provider.ShouldNotBeNull().Name.ShouldBe("gmail");
        settings.Smtp.ProviderSavesSent.ShouldBeTrue();
    }

    [Fact]
    public void A_server_of_her_own_has_no_provider() =>
        SomeSettings.Settings(OwnDomain, ("Mailbox:Imap:Host", "mail.example.org"), ("Smtp:Host", "mail.example.org")).Provider.ShouldBeNull();

    [Fact]
    public void A_port_alone_tells_how_the_connection_is_secured()
    {
        var settings = SomeSettings.Settings(("Smtp:Port", "587"));

        settings.Smtp.Server.ShouldBe(new ServerSettings("smtp.orange.fr", 587, ConnectionSecurity.StartTls, "sylvie.martin@orange.fr", "trois petits chats", ""));
    }

    [Fact]
    public void Every_key_of_a_server_reaches_it()
    {
        var fingerprint = string.Join(':', Enumerable.Repeat("ab", 32));
        var settings = SomeSettings.Settings(
            ("Smtp:Host", "mail.example.org"), ("Smtp:Port", "2465"), ("Smtp:Security", "tls"), ("Smtp:User", "sylvie"), ("Smtp:Password", "autre"),
            ("Smtp:CertificateFingerprint", fingerprint), ("Smtp:Timeout", "00:00:05"));

        settings.Smtp.Server.ShouldBe(
            new ServerSettings("mail.example.org", 2465, ConnectionSecurity.Tls, "sylvie", "autre", string.Concat(Enumerable.Repeat("AB", 32)))
            {
                Timeout = TimeSpan.FromSeconds(5),
            });
    }

    [Fact]
    public void Sending_uses_the_login_of_reading_when_it_has_none_of_its_own()
    {
        var settings = SomeSettings.Settings(("Mailbox:Imap:User", "smartin"), ("Smtp:Host", "mail.example.org"));

        settings.Smtp.Server.ShouldNotBeNull().User.ShouldBe("smartin");
        settings.Smtp.Server.Password.ShouldBe("trois petits chats");
    }

    [Fact]
    public void A_mail_server_on_this_machine_needs_no_login()
    {
        var settings = SomeSettings.Settings(("Smtp:Host", "localhost"), ("Smtp:Security", "None"));

        settings.Smtp.Server.ShouldBe(new ServerSettings("localhost", 25, ConnectionSecurity.None, "", "", ""));
    }

    [Fact]
    public void A_mail_server_on_this_machine_gets_the_login_that_is_named()
    {
        var server = SomeSettings.Settings(("Smtp:Host", "127.0.0.1"), ("Smtp:User", "sylvie")).Smtp.Server.ShouldNotBeNull();

        (server.User, server.Password).ShouldBe(("sylvie", "trois petits chats"));
    }

    [Fact]
    public void A_password_never_crosses_the_network_in_the_clear() =>
        SomeSettings.Problem(("Mailbox:Imap:Host", "mail.example.org"), ("Mailbox:Imap:Security", "None")).Key.ShouldBe("Mailbox:Imap:Security");

    [Theory]
    [InlineData("Tls", "143")]
    [InlineData("StartTls", "993")]
    public void A_security_that_does_not_suit_the_port_is_warned_of(string security, string port)
    {
        var result = SomeSettings.Read(("Mailbox:Imap:Security", security), ("Mailbox:Imap:Port", port));

        result.Problems.ShouldBeEmpty();
        result.Warnings.ShouldHaveSingleItem().Key.ShouldBe("Mailbox:Imap:Security");
    }

    [Fact]
    public void A_url_in_place_of_a_host_is_told_once()
    {
        var problem = SomeSettings.Problem(("Mailbox:Imap:Host", "imaps://imap.orange.fr:993"));

        problem.Key.ShouldBe("Mailbox:Imap:Host");
        problem.Wrong.English.ShouldBe("This is not a server's name.");
    }

    [Fact]
    public void A_wrong_fingerprint_is_told() => SomeSettings.Problem(("Mailbox:Imap:CertificateFingerprint", "AB:CD")).Key.ShouldBe("Mailbox:Imap:CertificateFingerprint");

    [Fact]
    public void A_missing_password_is_told_with_where_to_put_it_and_what_the_provider_wants()
    {
        var problem = SomeSettings.Problem(("Author:Address", "sylvie@gmail.com"), ("Mailbox:Imap:Password", null));

        problem.Key.ShouldBe("Mailbox:Imap:Password");
        problem.Remedy.French.ShouldContain("FAQRESPONDER__MAILBOX__IMAP__PASSWORD");
        problem.Remedy.French.ShouldContain("mot de passe d'application");
    }

    [Fact]
    public void Outlook_com_refuses_every_password_and_that_is_told_before_the_first_login()
    {
        var problem = SomeSettings.Problem(("Author:Address", "sylvie@hotmail.fr"));

        problem.Key.ShouldBe("Mailbox:Imap:Host");
        problem.Wrong.French.ShouldContain("OAuth");
        problem.Remedy.French.ShouldContain("Mailbox:OAuth:ClientId");
    }

    [Fact]
    public void Outlook_com_behind_a_proxy_of_her_own_is_fine() => SomeSettings.Settings(
        ("Author:Address", "sylvie@hotmail.fr"), ("Mailbox:Imap:Host", "localhost"), ("Smtp:Host", "localhost")).Provider.ShouldBeNull();

    [Fact]
    public void Watching_needs_no_way_out()
    {
        var settings = SomeSettings.Settings(OwnDomain, ("Mailbox:Imap:Host", "mail.example.org"), ("Mode", "Watch"));

        settings.Smtp.Server.ShouldBeNull();
    }

    [Fact]
    public void A_pickup_folder_takes_the_place_of_a_server()
    {
        using var folder = new ScratchFolder();
        var settings = SomeSettings.Settings(OwnDomain, ("Mailbox:Imap:Host", "mail.example.org"), ("Smtp:PickupFolder", folder.In("outbox")));

        settings.Smtp.ShouldBe(new SmtpSettings { PickupFolder = folder.In("outbox") });
    }

    [Fact]
    public void What_is_written_into_a_folder_no_provider_files()
    {
        using var folder = new ScratchFolder();

        SomeSettings.Settings(("Author:Address", "sylvie@gmail.com")).Smtp.ProviderSavesSent.ShouldBeTrue();
        SomeSettings.Settings(("Author:Address", "sylvie@gmail.com"), ("Smtp:PickupFolder", folder.Path)).Smtp.ProviderSavesSent.ShouldBeFalse();
    }

    [Fact]
    public void A_pickup_folder_beside_a_server_is_warned_of()
    {
        using var folder = new ScratchFolder();

        var result = SomeSettings.Read(("Smtp:Host", "mail.example.org"), ("Smtp:PickupFolder", folder.Path));

        result.Settings.ShouldNotBeNull().Smtp.Server.ShouldBeNull();
        result.Warnings.ShouldHaveSingleItem().Key.ShouldBe("Smtp:Host");
    }

    [Fact]
    public void A_pickup_folder_nobody_can_make_is_told() => SomeSettings.Problem(("Smtp:PickupFolder", "/nowhere/at/all")).Key.ShouldBe("Smtp:PickupFolder");

    [Fact]
    public void A_maildir_needs_no_server_and_no_password_to_be_read()
    {
        using var folder = new ScratchFolder();
        var settings = SomeSettings.Settings(
            ("Mailbox:Kind", "Maildir"), ("Mailbox:Maildir:Path", folder.In("Maildir")), ("Mailbox:Imap:Password", null), ("Smtp:Host", "localhost"));

        settings.Mailbox.MaildirPath.ShouldBe(folder.In("Maildir"));
        settings.Mailbox.Imap.ShouldBeNull();
    }

    [Fact]
    public void A_maildir_still_needs_a_password_to_send()
    {
        using var folder = new ScratchFolder();

        var problem = SomeSettings.Problem(("Mailbox:Kind", "Maildir"), ("Mailbox:Maildir:Path", folder.Path), ("Mailbox:Imap:Password", null));

        problem.Key.ShouldBe("Smtp:Password");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nowhere/at/all")]
    public void A_maildir_without_a_place_is_told(string path) =>
        SomeSettings.Problem(("Mailbox:Kind", "Maildir"), ("Mailbox:Maildir:Path", path)).Key.ShouldBe("Mailbox:Maildir:Path");
}
