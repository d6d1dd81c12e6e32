namespace FaqResponder.Settings;

public sealed class MailPresetsTests
{
    [Theory]
    [InlineData("sylvie@wanadoo.fr", "orange")]
    [InlineData("sylvie@FREE.fr", "free")]
    [InlineData("sylvie@neuf.fr", "sfr")]
    [InlineData("sylvie@laposte.net", "laposte")]
    [InlineData("sylvie@bbox.fr", "bouygues")]
    [InlineData("sylvie@googlemail.com", "gmail")]
    [InlineData("sylvie@live.fr", "outlook")]
    [InlineData("sylvie@yahoo.fr", "yahoo")]
    [InlineData("sylvie@me.com", "icloud")]
    [InlineData("sylvie@gmx.fr", "gmx")]
    [InlineData("sylvie@ik.me", "infomaniak")]
    public void A_provider_is_known_by_the_domain_of_an_address(string address, string name) => MailPresets.ByAddress(address).ShouldNotBeNull().Name.ShouldBe(name);

    [Theory]
    [InlineData("sylvie@mon-blog.example")]
    [InlineData("sylvie@notorange.fr")]
    [InlineData("")]
    public void A_domain_of_her_own_tells_nothing(string address) => MailPresets.ByAddress(address).ShouldBeNull();

    [Fact]
    public void No_two_providers_share_a_name_or_a_domain()
    {
        MailPresets.All.Select(p => p.Name).ShouldBeUnique();
        MailPresets.All.SelectMany(p => p.Domains).ShouldBeUnique();
    }

    [Fact]
    public void Every_provider_is_reached_by_tls_or_starttls_at_a_real_name_and_has_its_hint_in_both_languages()
    {
        foreach (var preset in MailPresets.All)
        {
            foreach (var host in (MailHost[])[preset.Imap, preset.Smtp])
            {
                Written.IsHost(host.Host).ShouldBeTrue(host.Host);
                host.Security.ShouldNotBe(ConnectionSecurity.None, host.Host);
            }

            preset.Hint.French.ShouldNotBeEmpty();
            preset.Hint.English.ShouldNotBe(preset.Hint.French);
        }
    }

    [Theory]
    [InlineData("gmail")]
    [InlineData("yahoo")]
    [InlineData("icloud")]
    public void An_app_password_is_asked_for_where_the_provider_wants_one(string name) =>
        MailPresets.ByName(name).ShouldNotBeNull().Hint.English.ShouldMatch("app(-specific)? password");

    [Theory]
    [InlineData("outlook", true)]
    [InlineData("gmail", true)]
    [InlineData("orange", false)]
    public void Only_some_providers_file_what_is_sent(string name, bool expected) => MailPresets.ByName(name).ShouldNotBeNull().SavesSentItself.ShouldBe(expected);
}
