using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

public sealed class DovecotTests(MailServer server) : ImapServerChecks(server)
{
    [Fact]
    public Task Waiting_ends_as_soon_as_a_mail_arrives() => WaitingEndsAsync();

    private protected override Task<ServerSettings> AccountAsync() =>
        Task.FromResult(new ServerSettings("127.0.0.1", Server.ImapPort, ConnectionSecurity.None, Author.Address, Author.Password, ""));
}
