using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

public sealed class CyrusTests(MailServer server, OtherImapServers others) : ImapServerChecks(server)
{
    [Fact]
    public Task Waiting_ends_as_soon_as_a_mail_arrives() => WaitingEndsAsync();

    private protected override Task<ServerSettings> AccountAsync() => others.NewAccountAsync("cyrus");
}
