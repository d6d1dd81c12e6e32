using FaqResponder.ReviewPage.Access;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class PageCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PageCommandTests() => Posts.Write(_folder["posts"]);

    [Fact]
    public async Task It_gives_a_link_that_opens_the_page_once()
    {
        var printed = await RunAsync("", "page");

        printed.ExitCode.ShouldBe(0, printed.Errors);
        var link = new Uri(printed.Output.Split('\n')[0].Trim());
        link.GetLeftPart(UriPartial.Authority).ShouldBe("http://localhost:8425");
        printed.Output.ShouldContain("Le service ne tourne pas");
        var access = new PageAccess(new(_folder.Path), TimeProvider.System);
        access.Redeem(link.Segments[^1]).ShouldBeTrue();
        access.Redeem(link.Segments[^1]).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_page_it_says_so()
    {
        var printed = await RunAsync("", "page", "--set", "ReviewPage:Listen=");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("ReviewPage:Listen");
    }

    [Fact]
    public async Task It_takes_a_password_although_the_settings_wait_for_it_and_shows_it_to_nobody()
    {
        string[] open = ["--set", "ReviewPage:Listen=0.0.0.0:8425", "--set", "ReviewPage:PublicAddress=https://courrier.example.test/"];
        (await RunAsync("", ["ledger", .. open])).Errors.ShouldContain("faqresponder page --password");

        var printed = await RunAsync("une poule sur un mur\n", ["page", "--password", .. open]);

        printed.ExitCode.ShouldBe(0, printed.Errors);
        printed.Output.ShouldNotContain("poule");
        var file = Path.Combine(_folder.Path, "page-password");
        PasswordHash.Fits(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "une poule sur un mur").ShouldBeTrue();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await RunAsync("", ["ledger", .. open])).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_password_that_is_too_short_changes_nothing()
    {
        var printed = await RunAsync("poule\n", "page", "--password");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("10 caractères");
        File.Exists(Path.Combine(_folder.Path, "page-password")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("page", "--sign-out")]
    [InlineData("page", "--password")]
    public async Task Signing_out_and_a_new_password_end_every_link_and_cookie(params string[] arguments)
    {
        var database = new Database(_folder.Path);
        database.Migrate();
        var access = new PageAccess(database, TimeProvider.System);
        var (stamp, link) = (access.Stamp(), access.NewLink());

        (await RunAsync("une poule sur un mur\n", arguments)).ExitCode.ShouldBe(0);

        access.Stamp().ShouldNotBe(stamp);
        access.Redeem(link).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<Printed> RunAsync(string typed, params string[] arguments) => Support.Program.RunTypingAsync(typed, Support.Program.Local(_folder), arguments);
}
