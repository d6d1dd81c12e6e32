using FaqResponder.Settings;
using FaqResponder.Support;

using MailKit;
using MailKit.Search;

namespace FaqResponder.Mailbox;

/// <summary>What a second look at known mails tells, while the connection of the first look stays open.</summary>
public sealed class LookAgainTests(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_look_tells_what_she_did_with_each_mail()
    {
        string[] subjects = ["untouched", "read", "answered", "marked", "moved", "deleted"];
        foreach (var subject in subjects) await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, "Bonjour"));
        await using var mailbox = Open();
        var arrivals = await mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token);
        (await mailbox.LookAtAsync(arrivals.Position.UidValidity, arrivals.Uids, Token)).Values.ShouldAllBe(f => f.Presence == Presence.Here && !f.IsSeen && f.Keywords.Count == 0);

        using (var hers = await server.SignInAsync(_author))
        {
            var inbox = hers.Inbox!;
            await inbox.OpenAsync(FolderAccess.ReadWrite, Token);
            var uids = await inbox.SearchAsync(SearchQuery.All, Token);
            await inbox.AddFlagsAsync(uids[1], MessageFlags.Seen, silent: true, Token);
            await inbox.AddFlagsAsync(uids[2], MessageFlags.Answered | MessageFlags.Seen, new HashSet<string> { "$Important" }, silent: true, Token);
            await inbox.AddFlagsAsync(uids[3], MessageFlags.Deleted, silent: true, Token);
            await inbox.MoveToAsync(uids[4], await hers.GetFolderAsync("Archive", Token), Token);
            await inbox.AddFlagsAsync(uids[5], MessageFlags.Deleted, silent: true, Token);
            await inbox.ExpungeAsync([uids[5]], Token);
        }

        var found = await mailbox.LookAtAsync(arrivals.Position.UidValidity, arrivals.Uids, Token);

        arrivals.Uids.Select(u => found[u]).Select((f, i) => $"{subjects[i]}: {f.Presence} {f.IsSeen} {f.IsAnswered} {f.IsDeleted} {string.Join(' ', f.Keywords)}".TrimEnd()).ShouldBe(
        [
            "untouched: Here False False False",
            "read: Here True False False",
            "answered: Here True True False $Important",
            "marked: Here False False True",
            "moved: Gone False False False",
            "deleted: Gone False False False",
        ]);
    }

    [Fact]
    public async Task Under_a_new_uidvalidity_a_second_look_can_not_tell()
    {
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Question", "Bonjour"));
        await using var mailbox = Open();
        var arrivals = await mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token);

        (await mailbox.LookAtAsync(arrivals.Position.UidValidity + 1, arrivals.Uids, Token)).Values.ShouldBe([MailFlags.Unknown]);
    }

    private ImapMailbox Open() => new(
        new() { Kind = MailboxKind.Imap, Imap = new(server.Host, server.ImapPort, ConnectionSecurity.StartTls, _author.Address, _author.Password, server.CertificateFingerprint) },
        mayWrite: true);
}
