using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>Teaching by moving, on Dovecot; here also what doesn't hang on the server.</summary>
public sealed class TeachingStories(MailServer server) : TeachingChecks(server)
{
    private protected override Task<ServerSettings> AccountAsync() =>
        Task.FromResult(new ServerSettings("127.0.0.1", Server.ImapPort, ConnectionSecurity.None, Author.Address, Author.Password, ""));
}
