using System.Diagnostics;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace FaqResponder.Support;

/// <summary>Looks into a folder without leaving a trace: nothing becomes read, nothing stops being recent.</summary>
internal static class MailboxReader
{
    private const MessageSummaryItems Listed = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope;

    // Some servers tell an idle client of a change late; asking again this often costs nothing here.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<MimeMessage>> ReadAsync(ImapClient client, string folder, CancellationToken cancellation)
    {
        var box = await OpenAsync(client, folder, cancellation);
        return await MailsAsync(box, cancellation);
    }

    public static async Task<IReadOnlyList<MailSummary>> ListAsync(ImapClient client, string folder, CancellationToken cancellation)
    {
        var box = await OpenAsync(client, folder, cancellation);
        var mails = await box.FetchAsync(0, -1, Listed, cancellation);
        return [.. mails.OrderBy(m => m.UniqueId).Select(Summary)];
    }

    /// <summary>The mails of the folder as soon as there are that many; all there are when the time is up.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> WaitForAsync(
        ImapClient client, string folder, int count, TimeSpan within, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var box = await OpenAsync(client, folder, cancellation);
        while (box.Count < count && within - watch.Elapsed is var rest && rest > TimeSpan.Zero)
        {
            using var done = new CancellationTokenSource(rest < AskAgainAfter ? rest : AskAgainAfter);
            void Arrived(object? sender, EventArgs e) => done.Cancel();
            box.CountChanged += Arrived;
            await client.IdleAsync(done.Token, cancellation);
            box.CountChanged -= Arrived;
        }

        return await MailsAsync(box, cancellation);
    }

    private static MailSummary Summary(IMessageSummary mail) =>
        new(mail.UniqueId, mail.Envelope?.MessageId, mail.Envelope?.Subject, mail.Flags ?? MessageFlags.None, mail.Keywords);

    private static async Task<IMailFolder> OpenAsync(ImapClient client, string folder, CancellationToken cancellation)
    {
        var box = await client.GetFolderAsync(folder, cancellation);
        await box.OpenAsync(FolderAccess.ReadOnly, cancellation);
        return box;
    }

    private static async Task<IReadOnlyList<MimeMessage>> MailsAsync(IMailFolder box, CancellationToken cancellation)
    {
        var mails = new List<MimeMessage>();
        foreach (var uid in await box.SearchAsync(SearchQuery.All, cancellation))
            mails.Add(await box.GetMessageAsync(uid, cancellation));

        return mails;
    }
}
