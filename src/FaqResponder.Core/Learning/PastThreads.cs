using System.Diagnostics.CodeAnalysis;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;

namespace FaqResponder.Core.Learning;

/// <summary>
/// The mails that the author received in the past, by what their headers say; finds the one that a mail of hers answers. Of tens of thousands of mails no more is kept than that takes.
/// </summary>
/// <typeparam name="TPlace">Where a mail lies.</typeparam>
public sealed class PastThreads<TPlace>
{
    private readonly Dictionary<string, List<Received>> _byMessageId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Received>> _byAsker = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Received> _answered = [];

    /// <summary>Adds a mail that she received.</summary>
    public void Add(TPlace place, IncomingMail header)
    {
        var received = new Received(place, ReplyHeaders.WithoutPrefix(header.Subject), header.ArrivedAt, [.. header.Askers().Distinct(StringComparer.OrdinalIgnoreCase)]);
        if (header.MessageId is { Length: > 0 } id) Put(_byMessageId, id, received);
        foreach (var asker in received.Askers) Put(_byAsker, asker, received);
    }

    /// <summary>
    /// The mail that she answers: by what the reply says to reply to, else, of a reply without a thread, the asker's newest one with that subject that has no answer yet.
    /// Replies are to be given in the order in which they were sent.
    /// </summary>
    /// <param name="sent">The header of the mail that she sent.</param>
    /// <param name="place">Where the mail lies that it answers.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(IncomingMail sent, [MaybeNullWhen(false)] out TPlace place)
    {
        place = default;
        if ((ByThread(sent) ?? ByAsker(sent)) is not { } found) return false;
        _answered.Add(found);
        place = found.Place;
        return true;
    }

    private Received? ByThread(IncomingMail sent) =>
        sent.Thread().SelectMany(id => _byMessageId.GetValueOrDefault(id, [])).FirstOrDefault(m => sent.GoesTo(m.Askers));

    private Received? ByAsker(IncomingMail sent)
    {
        // A reply to something else is no answer to this.
        if (sent.InReplyTo.Count > 0 || ReplyHeaders.WithoutPrefix(sent.Subject) is not { Length: > 0 } subject) return null;
        var at = sent.SentAt();
        return sent.To.Concat(sent.Cc).SelectMany(a => _byAsker.GetValueOrDefault(a.Address, []))
            .Where(m => m.Subject == subject && m.ArrivedAt >= at - SentMails.LongestWait && m.ArrivedAt <= at + SentMails.ClockTolerance && !_answered.Contains(m)).MaxBy(m => m.ArrivedAt);
    }

    private static void Put(Dictionary<string, List<Received>> index, string key, Received mail)
    {
        if (!index.TryGetValue(key, out var mails)) index[key] = mails = [];
        mails.Add(mail);
    }

    private sealed class Received(TPlace place, string subject, DateTimeOffset arrivedAt, string[] askers)
    {
        public TPlace Place => place;

        public string Subject => subject;

        public DateTimeOffset ArrivedAt => arrivedAt;

        public string[] Askers => askers;
    }
}
