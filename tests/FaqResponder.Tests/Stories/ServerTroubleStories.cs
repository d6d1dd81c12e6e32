using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>A mail server that hangs up, falls silent, is slow, or asks for patience.</summary>
public sealed class ServerTroubleStories : IDisposable
{
    private readonly MailServer _server;
    private readonly MailAccount _author;
    private readonly MailAccount _asker;
    private readonly Cable _cable;

    public ServerTroubleStories(MailServer server)
    {
        _server = server;
        _author = server.NewAccount();
        _asker = server.NewAccount("lea", "client.test");
        _cable = new Cable(server.ImapPort);
    }

    [Fact]
    public async Task After_a_goodbye_of_the_server_it_comes_back_and_finds_what_arrived()
    {
        await using var service = await ThroughCable().StartAsync();
        await service.RestsAsync();

        _cable.Refuse("NOOP", "BYE Server is shutting down");
        await JournalSaysAsync(service, "boîte aux lettres :");
        await DeliverAsync();
        _cable.Accept();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await JournalSaysAsync(service, "rétabli après");
    }

    [Fact]
    public async Task A_line_that_is_dead_without_a_word_is_noticed_after_the_poll_and_the_timeout()
    {
        await using var service = await ThroughCable().StartAsync();
        await service.RestsAsync();

        _cable.Swallow();
        await JournalSaysAsync(service, "boîte aux lettres :");
        await DeliverAsync();
        _cable.Accept();

        await service.BecomesAsync("Assurance", MailState.Answered);
    }

    [Fact]
    public async Task A_line_that_dies_while_the_server_is_to_tell_of_new_mail_is_noticed_as_well()
    {
        await using var service = await ThroughCable().StartAsync();
        await service.RestsAsync();

        _cable.SwallowAfter("+ idling");
        await JournalSaysAsync(service, "boîte aux lettres :");
        await DeliverAsync();
        _cable.Accept();

        await service.BecomesAsync("Assurance", MailState.Answered);
    }

    [Fact]
    public async Task A_slow_server_is_waited_for()
    {
        _cable.Delay = TimeSpan.FromMilliseconds(100);
        await using var service = await ThroughCable().StartAsync();
        await DeliverAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();

        service.JournalText.ShouldNotContain("boîte aux lettres :");
        (await _server.ReadAsync(_author, "Sent")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("AUTHENTICATE|LOGIN", "NO [LIMIT] Maximum number of connections from user+IP exceeded")]
    [InlineData("AUTHENTICATE|LOGIN", "NO [UNAVAILABLE] Come back tomorrow")]
    [InlineData("AUTHENTICATE|LOGIN", "NO [ALERT] Too many simultaneous connections. (Failure)")]
    [InlineData("UID", "NO [THROTTLED] Request is throttled. Suggested Backoff Time: 12345 milliseconds")]
    [InlineData("UID", "BYE Too many connections, try again later")]
    public async Task A_server_that_asks_for_patience_gets_it_and_the_password_is_not_blamed(string command, string answer)
    {
        _cable.Refuse(command, answer);
        await using var service = await ThroughCable().StartAsync();

        await JournalSaysAsync(service, "demande de patienter");

        service.JournalText.ShouldNotContain("mot de passe");
        _cable.Connections.ShouldBe(1);
    }

    public void Dispose() => _cable.Dispose();

    private Service ThroughCable()
    {
        var service = new Service(_server, _author);
        var imap = service.Settings.Mailbox.Imap! with { Host = "127.0.0.1", Port = _cable.Port, Security = ConnectionSecurity.None, Timeout = TimeSpan.FromSeconds(1) };
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = imap, PollEvery = TimeSpan.FromSeconds(1) } };
        return service;
    }

    private Task DeliverAsync() => _server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

    private static Task JournalSaysAsync(Service service, string words) =>
        Eventually.TrueAsync(() => service.JournalText.Contains(words, StringComparison.Ordinal), () => service.JournalText);
}
