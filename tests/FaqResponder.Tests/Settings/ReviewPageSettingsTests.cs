using System.Net;

namespace FaqResponder.Settings;

public sealed class ReviewPageSettingsTests
{
    private static readonly (string Key, string? Value) Open = ("ReviewPage:Listen", "0.0.0.0:8425");
    private static readonly (string Key, string? Value) Public = ("ReviewPage:PublicAddress", "https://courrier.exemple.fr/");

    [Fact]
    public void Nothing_said_is_a_page_for_this_machine_alone()
    {
        var page = SomeSettings.Settings().ReviewPage;

        page.Listen.ShouldBe(new ListenAddress(null, 8425));
        page.Listen.ShouldNotBeNull().IsThisMachineOnly.ShouldBeTrue();
        page.PublicAddress.ShouldBeNull();
        page.TrustedProxies.ShouldBeEmpty();
        page.StaySignedIn.ShouldBe(TimeSpan.FromDays(30));
    }

    [Fact]
    public void An_empty_address_is_no_page() => SomeSettings.Settings(("ReviewPage:Listen", "")).ReviewPage.Listen.ShouldBeNull();

    [Theory]
    [InlineData("LOCALHOST:9000", null, 9000)]
    [InlineData("127.0.0.1:9000", "127.0.0.1", 9000)]
    [InlineData("[::1]:9000", "::1", 9000)]
    [InlineData("localhost:0", null, 0)]
    public void Loopback_is_written_in_any_way(string written, string? address, int port)
    {
        var listen = SomeSettings.Settings(("ReviewPage:Listen", written)).ReviewPage.Listen.ShouldNotBeNull();

        listen.ShouldBe(new(address is null ? null : IPAddress.Parse(address), port));
        listen.IsThisMachineOnly.ShouldBeTrue();
    }

    [Theory]
    [InlineData("8425")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData(":8425")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("courrier.exemple.fr:8425")]
    [InlineData("http://localhost:8425")]
    public void What_is_no_address_to_listen_on_is_told_with_one_that_is(string written)
    {
        var problem = SomeSettings.Problem(("ReviewPage:Listen", written));

        problem.Key.ShouldBe("ReviewPage:Listen");
        problem.Value.ShouldBe(written);
        problem.Remedy.French.ShouldContain("localhost:8425");
    }

    [Theory]
    [InlineData("0.0.0.0:8425")]
    [InlineData("[::]:8425")]
    [InlineData("192.168.1.10:8425")]
    public void Open_to_other_machines_it_needs_a_password(string written)
    {
        var problem = SomeSettings.Problem(("ReviewPage:Listen", written), Public);

        problem.Key.ShouldBe("ReviewPage:Listen");
        problem.Value.ShouldBe(written);
        problem.Remedy.French.ShouldContain("faqresponder page --password");
        problem.Remedy.English.ShouldContain("faqresponder page --password");
    }

    [Fact]
    public void Open_to_other_machines_it_needs_the_name_under_which_they_ask()
    {
        using var folder = new ScratchFolder();

        var problem = SomeSettings.Problem(Open, ("ReviewPage:PasswordFile", folder.Write("page-password", "")));

        problem.Key.ShouldBe("ReviewPage:PublicAddress");
        problem.Remedy.French.ShouldContain("https://");
    }

    [Fact]
    public void With_a_password_and_https_it_may_be_open()
    {
        using var folder = new ScratchFolder();

        var page = SomeSettings.Settings(Open, Public, ("ReviewPage:PasswordFile", folder.Write("page-password", ""))).ReviewPage;

        page.Listen.ShouldNotBeNull().IsThisMachineOnly.ShouldBeFalse();
        page.PublicAddress.ShouldBe(new("https://courrier.exemple.fr/"));
    }

    [Fact]
    public void Without_https_she_is_warned_and_it_opens_all_the_same()
    {
        using var folder = new ScratchFolder();

        var result = SomeSettings.Read(Open, ("ReviewPage:PublicAddress", "http://courrier.exemple.fr/"), ("ReviewPage:PasswordFile", folder.Write("page-password", "")));

        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.Key.ShouldBe("ReviewPage:PublicAddress");
        warning.Remedy.French.ShouldContain("certificat");
        result.Settings.ShouldNotBeNull();
    }

    [Fact]
    public void Proxies_are_addresses_and_each_that_is_none_is_told()
    {
        var result = SomeSettings.Read(("ReviewPage:TrustedProxies:0", "127.0.0.1"), ("ReviewPage:TrustedProxies:1", "nginx"), ("ReviewPage:TrustedProxies:2", "10.0.0.0/8"));

        result.Settings.ShouldBeNull();
        result.Problems.Select(p => (p.Key, p.Value)).ShouldBe([("ReviewPage:TrustedProxies", "nginx"), ("ReviewPage:TrustedProxies", "10.0.0.0/8")]);
        SomeSettings.Settings(("ReviewPage:TrustedProxies:0", "127.0.0.1"), ("ReviewPage:TrustedProxies:1", "::1")).ReviewPage.TrustedProxies
            .ShouldBe([IPAddress.Loopback, IPAddress.IPv6Loopback]);
    }

    [Fact]
    public void The_password_is_looked_for_beside_the_ledger()
    {
        var settings = SomeSettings.Settings();

        settings.ReviewPage.PasswordFile.ShouldBe(Path.Combine(settings.DataFolder, "page-password"));
    }

    [Theory]
    [InlineData("ReviewPage:StaySignedIn", "00:01:00")]
    [InlineData("ReviewPage:StaySignedIn", "400.00:00:00")]
    [InlineData("ReviewPage:UndoTime", "00:06:00")]
    public void Times_that_make_no_sense_are_told(string key, string written) => SomeSettings.Problem((key, written)).Key.ShouldBe(key);
}
