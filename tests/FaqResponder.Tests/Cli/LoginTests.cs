using System.Diagnostics;
using System.Net;
using System.Web;

using FaqResponder.Support;

namespace FaqResponder.Cli;

public sealed class LoginTests : IAsyncDisposable
{
    private readonly TokenClient _client;
    private readonly Service _service;
    private readonly HttpClient _browser = new();

    public LoginTests(MailServer server)
    {
        var author = server.NewAccount();
        _client = server.Tokens.NewClient(author);
        _service = new Service(server, author).With(_client);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_code_to_type_she_signs_in_and_check_says_so()
    {
        using var login = Start("login");
        var shown = await ReadUntilAsync(login, _client.UserCode);
        shown.ShouldContain("https://login.example.test/device");

        _client.DeviceAnswers("authorization_pending", "approved");

        var rest = await login.StandardOutput.ReadToEndAsync(Cancellation);
        await login.WaitForExitAsync(Cancellation);
        login.ExitCode.ShouldBe(0, await login.StandardError.ReadToEndAsync(Cancellation));
        rest.ShouldContain($"Connecté : {_service.Author.Address}");
        var check = await Support.Program.RunAsync(_service.OAuthEnvironment(), "check");
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
        check.Output.ShouldContain($"✔ Connexion OAuth {_service.Author.Address} · accès jusqu'au ");
        foreach (var secret in _client.Secrets) (shown + rest + check.Output + check.Errors).ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("access_denied", "refusée dans le navigateur")]
    [InlineData("expired_token", "le temps pour confirmer est écoulé")]
    public async Task A_refusal_ends_it_in_words(string answer, string words)
    {
        _client.DeviceAnswers(answer);

        var login = await Support.Program.RunAsync(_service.OAuthEnvironment(), "login");

        login.ExitCode.ShouldBe(1);
        login.Errors.ShouldContain(words);
        login.Errors.ShouldContain("→ Relancez « faqresponder login ».");
        _service.Tokens().Read().ShouldBeNull();
    }

    [Fact]
    public async Task In_a_browser_that_comes_back_she_signs_in_and_a_stranger_can_not()
    {
        using var login = Start("login", "--browser");
        var address = Address(await ReadUntilAsync(login, "code_challenge"));
        address.ShouldContain("code_challenge_method=S256");
        var back = HttpUtility.ParseQueryString(new Uri(address).Query)["redirect_uri"];
        (await _browser.GetAsync(new Uri(back + "/?code=stolen&state=guessed"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _browser.GetAsync(new Uri(back + "/favicon.ico"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await _browser.GetStringAsync(new Uri(address), Cancellation)).ShouldContain("vous pouvez fermer cette page");

        (await login.StandardOutput.ReadToEndAsync(Cancellation)).ShouldContain($"Connecté : {_service.Author.Address}");
        await login.WaitForExitAsync(Cancellation);
        login.ExitCode.ShouldBe(0);
        _client.IsGood(_service.Tokens().Read()!.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_browser_is_elsewhere_she_copies_the_address_on_which_it_ended()
    {
        using var login = Start("login", "--browser");
        var address = Address(await ReadUntilAsync(login, "code_challenge"));
        using var elsewhere = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var ended = (await elsewhere.GetAsync(new Uri(address), Cancellation)).Headers.Location!;

        await login.StandardInput.WriteLineAsync(ended.AbsoluteUri);
        await login.StandardInput.FlushAsync(Cancellation);

        (await login.StandardOutput.ReadToEndAsync(Cancellation)).ShouldContain("Connecté");
    }

    [Fact]
    public async Task Another_account_than_the_mailbox_is_pointed_out()
    {
        _client.SignedInAs = "autre@example.test";
        _client.DeviceAnswers("approved");

        var login = await Support.Program.RunAsync(_service.OAuthEnvironment(), "login");

        login.ExitCode.ShouldBe(0, login.Errors);
        login.Output.ShouldContain("autre@example.test");
        login.Errors.ShouldContain($"celle de {_service.Author.Address}");
    }

    [Fact]
    public async Task Check_tells_to_sign_in_when_nobody_has_or_the_permission_is_gone()
    {
        var before = await Support.Program.RunAsync(_service.OAuthEnvironment(), "check");
        _service.Tokens().Write(_client.SignIn());
        _service.Tokens().LetExpire();
        _client.Revoke();
        var after = await Support.Program.RunAsync(_service.OAuthEnvironment(), "check");

        before.ExitCode.ShouldBe(1);
        before.Output.ShouldContain("personne ne s'est encore connecté");
        after.Output.ShouldContain("a été retirée ou a expiré");
        after.Output.ShouldContain("faqresponder login");
    }

    [Fact]
    public async Task The_help_tells_what_to_do_at_the_provider_in_both_languages()
    {
        var french = await Support.Program.RunAsync(new Dictionary<string, string> { ["FAQRESPONDER__LANGUAGE"] = "fr" }, "login", "--help");
        var english = await Support.Program.RunAsync(new Dictionary<string, string> { ["FAQRESPONDER__LANGUAGE"] = "en" }, "login", "--help");
        var root = await Support.Program.RunAsync(new Dictionary<string, string> { ["FAQRESPONDER__LANGUAGE"] = "fr" }, "--help");

        french.Output.ShouldContain("Inscriptions d'applications");
        french.Output.ShouldContain("--browser");
        english.Output.ShouldContain("Allow public client flows");
        english.Output.ShouldContain("console.cloud.google.com");
        root.Output.ShouldNotContain("entra.microsoft.com");
    }

    [Fact]
    public async Task With_a_password_there_is_nothing_to_sign_in_to()
    {
        var environment = Support.Program.EnvironmentOf(_service);
        environment["FAQRESPONDER__MAILBOX__IMAP__PASSWORD"] = "x";

        var login = await Support.Program.RunAsync(environment, "login");

        login.ExitCode.ShouldBe(2);
        login.Errors.ShouldContain("Mailbox:OAuth");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _service.DisposeAsync();
    }

    private Process Start(params string[] arguments) => Support.Program.Start(_service.OAuthEnvironment(), arguments);

    private static string Address(string shown) => shown.Split('\n').Select(l => l.Trim()).Last(l => l.StartsWith("http", StringComparison.Ordinal));

    private static async Task<string> ReadUntilAsync(Process process, string word)
    {
        var shown = "";
        while (!shown.Contains(word, StringComparison.Ordinal))
            shown += (await process.StandardOutput.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(shown + await process.StandardError.ReadToEndAsync(Cancellation))) + "\n";
        return shown;
    }
}
