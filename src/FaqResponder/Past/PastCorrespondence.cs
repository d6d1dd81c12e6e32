using FaqResponder.Core.Learning;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Settings;

namespace FaqResponder.Past;

/// <summary>
/// The mail of the past as it lies in the mailbox: what came into the folder that is read, and into others that the author names, and what she sent. Headers only, until
/// single mails are asked for; nothing is changed there.
/// </summary>
internal sealed class PastCorrespondence
{
    // What came somewhat earlier may have been answered within the time.
    private static readonly TimeSpan Before = SentMails.LongestWait;

    private const int HeadersAtOnce = 500;

    private readonly FaqSettings _settings;
    private readonly AddressList _own;
    private readonly List<(IFolder Folder, long Validity, IReadOnlyList<string> Uids)> _received = [];
    private (IFolder Folder, long Validity, IReadOnlyList<string> Uids) _sent;

    private PastCorrespondence(string mailbox, FaqSettings settings)
    {
        Mailbox = mailbox;
        _settings = settings;
        _own = settings.Author.OwnAddresses;
    }

    /// <summary>The mailbox's name in the ledger.</summary>
    public string Mailbox { get; }

    /// <summary>How many mails were received, and sent, in the time.</summary>
    public (int Received, int Sent) Counts => (_received.Sum(f => f.Uids.Count), _sent.Uids.Count);

    /// <summary>Finds the folders, and which mails of the time lie there.</summary>
    /// <param name="folders">Folders with received mail beside the one that is read.</param>
    /// <exception cref="MissingFolderException">One of them is not there, or Sent isn't.</exception>
    public static async Task<PastCorrespondence> OpenAsync(IMailbox mailbox, FaqSettings settings, IEnumerable<string> folders, DateTimeOffset since, CancellationToken token)
    {
        await mailbox.OpenAsync(token);
        var past = new PastCorrespondence(mailbox.Name, settings) { _sent = await ListAsync(await mailbox.FolderAsync(SpecialFolder.Sent, token), since, token) };
        foreach (var name in folders.Prepend("")) past._received.Add(await ListAsync(await mailbox.FolderAsync(name, token), since - Before, token));
        return past;
    }

    /// <summary>The headers of all that was received.</summary>
    public async IAsyncEnumerable<(PastPlace Place, IncomingMail Header)> ReceivedAsync(IProgress<PastProgress> progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var done = 0;
        for (var folder = 0; folder < _received.Count; folder++)
        {
            var (place, validity, uids) = _received[folder];
            foreach (var some in uids.Chunk(HeadersAtOnce))
            {
                foreach (var (uid, header) in await place.HeadersAsync(validity, some, token))
                {
                    if (!IsOwn(header)) yield return (new(folder, uid), header);
                }

                progress.Report(new(PastStep.ListingReceived, done += some.Length, Counts.Received));
            }
        }
    }

    /// <summary>Which of the mails she answered, with what; in the order in which she did.</summary>
    public async Task<IReadOnlyList<PastPair>> PairsAsync(PastThreads<PastPlace> received, IProgress<PastProgress> progress, CancellationToken token)
    {
        var sent = new List<(string Uid, IncomingMail Header)>();
        foreach (var some in _sent.Uids.Chunk(HeadersAtOnce))
        {
            // What goes to herself only answers nobody.
            sent.AddRange((await _sent.Folder.HeadersAsync(_sent.Validity, some, token)).Select(m => (m.Uid, m.Mail with { Headers = [] })));
            progress.Report(new(PastStep.ListingSent, Math.Min(_sent.Uids.Count, sent.Count), _sent.Uids.Count));
        }

        var pairs = new List<PastPair>();
        foreach (var (uid, header) in sent.OrderBy(s => s.Header.SentAt()))
        {
            if (received.TryFind(header, out var place)) pairs.Add(new(place, uid, header.SentAt(), header.MessageId));
        }

        return pairs;
    }

    /// <summary>Reads some of the received mails as they arrived. What can't be read just now is left out.</summary>
    public async Task<IReadOnlyDictionary<PastPlace, IncomingMail>> FetchReceivedAsync(IEnumerable<PastPlace> places, CancellationToken token)
    {
        var mails = new Dictionary<PastPlace, IncomingMail>();
        foreach (var of in places.Distinct().GroupBy(p => p.Folder))
        {
            var (folder, validity, _) = _received[of.Key];
            foreach (var (uid, mail) in await folder.FetchAsync(validity, [.. of.Select(p => p.Uid)], token)) mails[new(of.Key, uid)] = AsArrived(mail);
        }

        return mails;
    }

    /// <summary>Reads some of the mails that she sent.</summary>
    public async Task<IReadOnlyDictionary<string, IncomingMail>> FetchSentAsync(IEnumerable<string> uids, CancellationToken token) =>
        (await _sent.Folder.FetchAsync(_sent.Validity, [.. uids.Distinct()], token)).ToDictionary(m => m.Uid, m => m.Mail);

    /// <summary>Where a mail lies by the ledger; <see langword="null"/> for one of another folder than that which is read.</summary>
    public (long UidValidity, string Uid)? LedgerPlace(PastPlace place) => place.Folder == 0 ? (_received[0].Validity, place.Uid) : null;

    private static async Task<(IFolder Folder, long Validity, IReadOnlyList<string> Uids)> ListAsync(IFolder folder, DateTimeOffset since, CancellationToken token)
    {
        var found = await folder.LookAsync(null, since, token);
        return (folder, found.Position.UidValidity, found.Uids);
    }

    private bool IsOwn(IncomingMail header) => header.From.Any(_own.Holds);

    // The flags are those of today.
    private IncomingMail AsArrived(IncomingMail mail) =>
        ContactForms.Resolve(mail, _settings.Screening.ContactForms, _own) with { AlreadyAnswered = false, AlreadySeen = false, Keywords = [] };
}
