using FaqResponder.Settings;
using FaqResponder.Worker;

using MailKit.Net.Imap;

namespace FaqResponder.Mailbox;

public sealed class MailFaultsTests
{
    private static readonly ServerSettings Server = new("imap.example.test", 993, ConnectionSecurity.Tls, "sylvie", "secret", "");

    [Theory]
    [InlineData("Quota exceeded (mailbox for user is full)")]
    [InlineData("Over quota")]
    [InlineData("You exceeded your mail quota.")]
    public void A_full_mailbox_is_said_with_its_remedy(string words)
    {
        var trouble = MailFaults.Describe(new ImapCommandException(ImapCommandResponse.No, words, "refused"), Server)!;

        trouble.Wrong.French.ShouldBe($"la boîte est pleine sur imap.example.test:993 ({words})");
        trouble.Remedy.English.ShouldContain("Make room");
        trouble.IsTriedSeldom.ShouldBeFalse();
    }

    [Fact]
    public void A_missing_folder_needs_her_and_is_looked_for_soon_again()
    {
        var trouble = MailFaults.Describe(new MissingFolderException("Demandes", ["INBOX"]), Server)!;

        trouble.NeedsAPerson.ShouldBeTrue();
        new BackOff(() => 0).Failed(trouble.IsTriedSeldom).ShouldBe(BackOff.Minimum);
    }
}
