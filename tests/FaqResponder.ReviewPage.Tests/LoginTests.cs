using System.Net;
using System.Text.RegularExpressions;

using FaqResponder.ReviewPage.Access;
using FaqResponder.Support;

namespace FaqResponder.ReviewPage;

/// <summary>The password, for who reaches the page from another machine.</summary>
public sealed partial class LoginTests(MailServer server)
{
    private const string Password = "une poule sur un mur";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_password_lets_in_and_leads_where_she_wanted_to_go()
    {
        await using var page = await WithPasswordAsync();
        using var client = page.NewClient();

        using var answer = await TypeAsync(client, Password, "/login?back=%2Fstate");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/state");
        answer.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("faqresponder-demo=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("une poule sur un banc")]
    [InlineData("")]
    public async Task Another_password_lets_nobody_in(string typed)
    {
        await using var page = await WithPasswordAsync();
        using var client = page.NewClient();

        using var answer = await TypeAsync(client, typed, "/login");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Ce n'est pas le mot de passe");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies).ShouldBe(cookies is not null);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith("faqresponder-demo=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Signing_in_leads_to_no_other_site(string back)
    {
        await using var page = await WithPasswordAsync();
        using var client = page.NewClient();

        using var answer = await TypeAsync(client, Password, $"/login?back={Uri.EscapeDataString(back)}");

        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task Who_tries_again_and_again_has_to_wait()
    {
        await using var page = await WithPasswordAsync();
        using var client = page.NewClient();

        for (var i = 0; i < 10; i++)
        {
            using var tried = await TypeAsync(client, "une poule", "/login");
            tried.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var late = await TypeAsync(client, Password, "/login");
        late.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await late.Content.ReadAsStringAsync(Cancellation)).ShouldContain("cinq minutes");
        using var link = await client.AskAsync($"{page.NewLink()}");
        link.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Without_a_password_none_is_asked_for()
    {
        await using var page = await ServedPage.StartAsync(server);
        using var client = page.NewClient();

        using var login = await client.AskAsync("/login");

        var text = await login.Content.ReadAsStringAsync(Cancellation);
        text.ShouldNotContain("type=\"password\"");
        text.ShouldContain("faqresponder page");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_proxy_says_counts_if_it_is_trusted(bool trusted)
    {
        await using var page = await WithPasswordAsync(trusted);
        using var client = page.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var answer = await TypeAsync(client, Password, "/login");

        // A cookie that was given over HTTPS goes over nothing else.
        var cookie = answer.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("faqresponder-demo=", StringComparison.Ordinal));
        cookie.Contains("secure", StringComparison.OrdinalIgnoreCase).ShouldBe(trusted);
    }

    private async Task<ServedPage> WithPasswordAsync(bool trusted = false)
    {
        var page = await ServedPage.StartAsync(server, adjust: settings =>
        {
            var guarded = settings.Guarded();
            return trusted ? guarded with { ReviewPage = guarded.ReviewPage with { TrustedProxies = [IPAddress.Loopback] } } : guarded;
        });
        await File.WriteAllTextAsync(page.Service.Settings.ReviewPage.PasswordFile, PasswordHash.Of(Password) + "\n", Cancellation);
        return page;
    }

    private static async Task<HttpResponseMessage> TypeAsync(HttpClient client, string password, string path)
    {
        using var form = await client.AskAsync(path);
        var html = await form.Content.ReadAsStringAsync(Cancellation);
        using var answer = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                new("Password", password), new("Back", WebUtility.HtmlDecode(Back().Match(html).Groups[1].Value)), new("__RequestVerificationToken", Token().Match(html).Groups[1].Value),
            ]),
        };
        answer.Headers.Add("Cookie", form.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(c => c.Split(';')[0]) : []);
        return await client.SendAsync(answer, Cancellation);
    }

    [GeneratedRegex("name=\"Back\" value=\"([^\"]*)\"")]
    private static partial Regex Back();

    [GeneratedRegex("<main.*?name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]*)\"", RegexOptions.Singleline)]
    private static partial Regex Token();
}
