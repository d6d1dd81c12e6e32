using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

using Dapper;

using FaqResponder.Support;

namespace FaqResponder.ReviewPage;

/// <summary>What every answer bears, whatever was asked, and who is answered at all.</summary>
public sealed class ServerTests(MailServer server) : IAsyncLifetime
{
    private ServedPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string Style = PageAssets.Address(typeof(PageAssets).Assembly.GetManifestResourceNames().First(n => n.EndsWith(".css", StringComparison.Ordinal))["assets/".Length..]);

    public static TheoryData<string, string> Answers => new()
    {
        { "the tray", "/" },
        { "the login", "/login" },
        { "a link that is over", "/open/over" },
        { "the style", Style },
        { "a file that is not there", "/assets/0/none.css" },
        { "a page that is not there", "/no-such-page" },
    };

    public async ValueTask InitializeAsync() => _page = await ServedPage.StartAsync(server);

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_bears_the_security_headers(string what, string path)
    {
        using var stranger = _page.NewClient();
        using var author = await _page.SignInAsync();

        foreach (var client in (HttpClient[])[stranger, author])
        {
            using var answer = await client.AskAsync(path);
            ShouldBeSafe(answer, what);
        }
    }

    [Fact]
    public async Task The_tray_is_kept_by_no_browser_and_the_style_by_all()
    {
        using var client = await _page.SignInAsync();

        using var tray = await client.AskAsync("/");
        using var style = await client.AskAsync(Style);

        tray.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        $"{style.Headers.CacheControl}".ShouldBe("public, max-age=31536000, immutable");
        style.Content.Headers.ContentType!.ToString().ShouldBe("text/css; charset=utf-8");
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        using var client = await _page.SignInAsync();
        using var form = new FormUrlEncodedContent([new("verb", "answer")]);

        using var answer = await client.PostAsync(_page.Address, form, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ShouldBeSafe(answer, "a form without its token");
    }

    [Fact]
    public async Task An_error_within_tells_nothing_and_bears_the_security_headers()
    {
        using (var connection = _page.Service.Database.Open()) await connection.ExecuteAsync("DROP TABLE page_links");
        using var client = _page.NewClient();

        using var answer = await client.AskAsync("/open/whatever");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("page_links");
        ShouldBeSafe(answer, "an error");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    public async Task Who_asks_under_another_name_gets_nothing(string host)
    {
        using var client = await _page.SignInAsync();
        using var question = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };

        using var answer = await client.SendAsync(question, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        ShouldBeSafe(answer, host);
    }

    [Theory]
    [InlineData("courrier.example.test", HttpStatusCode.Redirect)]
    [InlineData("localhost", HttpStatusCode.Redirect)]
    [InlineData("example.test", HttpStatusCode.BadRequest)]
    public async Task Its_public_name_is_one_under_which_it_answers(string host, HttpStatusCode expected)
    {
        var port = FreePorts.Take();
        await using var page = await ServedPage.StartAsync(server, adjust: s => s with { ReviewPage = new() { Listen = new(null, port), PublicAddress = new("https://courrier.example.test/") } });
        using var client = page.NewClient(new($"http://localhost:{port}/"));
        using var question = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };

        using var answer = await client.SendAsync(question, Cancellation);

        answer.StatusCode.ShouldBe(expected);
        page.NewLink().Host.ShouldBe("courrier.example.test");
    }

    [Fact]
    public async Task Nobody_reaches_it_by_another_address_of_this_machine()
    {
        var others = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address).Where(a => !IPAddress.IsLoopback(a)).ToList();
        Assert.SkipWhen(others.Count == 0, "This machine has no address but its loopback.");

        (await AnswersAsync(IPAddress.Loopback)).ShouldBeTrue();
        foreach (var other in others) (await AnswersAsync(other)).ShouldBeFalse($"{other}");
    }

    private async Task<bool> AnswersAsync(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, _page.Address.Port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void ShouldBeSafe(HttpResponseMessage answer, string what)
    {
        var policy = One("Content-Security-Policy").Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("style-src 'self'");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldNotContain(p => p.Contains("unsafe", StringComparison.Ordinal) || p.Contains('*', StringComparison.Ordinal));
        One("X-Content-Type-Options").ShouldBe("nosniff");
        One("X-Frame-Options").ShouldBe("DENY");
        One("Referrer-Policy").ShouldBe("no-referrer");
        One("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        One("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        // Who serves it, and in which version, is nobody's business.
        answer.Headers.Contains("Server").ShouldBeFalse(what);

        string One(string name) => answer.Headers.TryGetValues(name, out var values)
            ? values.ShouldHaveSingleItem($"{name} of {what}")
            : throw new ShouldAssertException($"{what} ({(int)answer.StatusCode}) bears no {name}.");
    }
}
