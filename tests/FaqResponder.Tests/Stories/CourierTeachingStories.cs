using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>On a server without MOVE and LIST-STATUS, whose folders lie below INBOX.</summary>
public sealed class CourierTeachingStories(MailServer server, OtherImapServers others) : TeachingChecks(server)
{
    private protected override Task<ServerSettings> AccountAsync() => others.NewAccountAsync("courier");
}
