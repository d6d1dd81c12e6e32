using Dapper;

using FaqResponder.Core.Ledger;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>
/// What must be true after any fault, once the service has come to rest: every mail that was delivered has just one outcome with its reason, no mail
/// got two automatic answers, every answer that arrived is one that the ledger knows, and every one that it calls done did arrive.
/// </summary>
internal sealed class Reckoning
{
    private readonly List<string> _lost = [];
    private readonly List<string> _doubled = [];

    private Reckoning(int mails) => Mails = mails;

    /// <summary>How many mails were delivered.</summary>
    public int Mails { get; }

    /// <summary>Mails without an outcome, replies that are called done and are nowhere, each in words.</summary>
    public IReadOnlyList<string> Lost => _lost;

    /// <summary>Second rows, second answers, second drafts and copies, and answers that the ledger doesn't know, each in words.</summary>
    public IReadOnlyList<string> Doubled => _doubled;

    /// <summary>Whether nothing is left to be done: what a person waits for before she counts.</summary>
    public static bool IsAtRest(Service service, IReadOnlyCollection<string> delivered)
    {
        using var ledger = service.Database.Open();
        var known = ledger.Query<string>("SELECT message_id FROM mails").ToHashSet();
        if (!delivered.All(known.Contains)) return false;
        return ledger.ExecuteScalar<int>(
            """
            SELECT (SELECT COUNT(*) FROM mails WHERE state IN ('Received', 'Decided', 'Answering', 'Uncertain'))
                + (SELECT COUNT(*) FROM outbox WHERE step IN ('Recorded', 'Sending'))
                + (SELECT COUNT(*) FROM outbox WHERE step = 'Done' AND kind <> 'Draft' AND (copied_at IS NULL OR flagged_at IS NULL))
                + (SELECT COUNT(*) FROM drafts d JOIN outbox o ON o.id = d.outbox_id JOIN mails m ON m.id = o.mail_id WHERE d.ended IS NULL AND m.state <> 'Waiting')
            """) == 0;
    }

    /// <summary>The Message-IDs of the answers that the ledger calls done.</summary>
    public static IReadOnlyList<string> Done(Service service)
    {
        using var ledger = service.Database.Open();
        return [.. ledger.Query<string>("SELECT message_id FROM outbox WHERE step = 'Done' AND kind = 'Automatic'")];
    }

    /// <param name="service">Whose ledger counts.</param>
    /// <param name="delivered">The Message-IDs of the mails that arrived.</param>
    /// <param name="answers">All answers that askers got, wherever.</param>
    /// <param name="sent">The Message-IDs in Sent.</param>
    /// <param name="drafts">The Message-IDs in Drafts.</param>
    public static Reckoning Of(
        Service service, IReadOnlyCollection<string> delivered, IReadOnlyCollection<MimeMessage> answers, IReadOnlyCollection<string> sent, IReadOnlyCollection<string> drafts)
    {
        var reckoning = new Reckoning(delivered.Count);
        using var ledger = service.Database.Open();
        var mails = ledger.Query<(string Id, string State, string Reason)>("SELECT message_id, state, reason FROM mails").ToLookup(m => m.Id);
        var replies = ledger.Query<(string Id, string Kind, string Step, string Mail)>(

            """
            SELECT o.message_id, o.kind, CASE WHEN d.ended IS NULL THEN o.step ELSE d.ended END, m.message_id
            FROM outbox o JOIN mails m ON m.id = o.mail_id LEFT JOIN drafts d ON d.outbox_id = o.id
            """).ToList();
        foreach (var id in delivered) reckoning.Mail(id, [.. mails[id]]);
        reckoning.Answers(answers, replies.ToDictionary(r => r.Id));
        reckoning.Copies("Sent", [.. replies.Where(r => r is { Kind: not "Draft", Step: "Done" }).Select(r => r.Id)], sent);
        reckoning.Copies("Drafts", [.. replies.Where(r => r is { Kind: "Draft", Step: "Done" }).Select(r => r.Id)], drafts);
        foreach (var removed in replies.Where(r => r is { Kind: "Draft", Step: "Removed" } && drafts.Contains(r.Id))) reckoning._doubled.Add($"the draft {removed.Id} was taken away and lies there");
        return reckoning;
    }

    /// <summary>Fails with what is wrong, if anything is.</summary>
    public void ShouldBeRight(string after) => _lost.Concat(_doubled).ShouldBeEmpty(after);

    private void Mail(string id, IReadOnlyList<(string Id, string State, string Reason)> rows)
    {
        if (rows.Count == 0) _lost.Add($"{id} is not in the ledger");
        if (rows.Count > 1) _doubled.Add($"{id} has {rows.Count} rows");
        foreach (var (_, state, reason) in rows)
        {
            var stands = Enum.Parse<MailState>(state);
            if (!stands.IsEnd() && stands is not MailState.Waiting) _lost.Add($"{id} is left as {state}");
            if (reason is "" or "Arrived") _lost.Add($"{id} is {state} without a reason");
        }
    }

    private void Answers(IReadOnlyCollection<MimeMessage> answers, Dictionary<string, (string Id, string Kind, string Step, string Mail)> replies)
    {
        foreach (var mail in answers.GroupBy(a => a.InReplyTo ?? "").Where(g => g.Count() > 1)) _doubled.Add($"{mail.Key} got {mail.Count()} answers");
        foreach (var answer in answers)
        {
            if (!replies.TryGetValue(answer.MessageId ?? "", out var reply)) _doubled.Add($"the answer {answer.MessageId} is not in the ledger");
            else if (reply.Step is not ("Done" or "Uncertain")) _doubled.Add($"the answer {answer.MessageId} arrived and is {reply.Step} in the ledger");
            else if (reply.Mail != answer.InReplyTo) _doubled.Add($"the answer {answer.MessageId} belongs to another mail");
        }

        var arrived = answers.Select(a => a.MessageId).ToHashSet();
        foreach (var reply in replies.Values.Where(r => r is { Kind: "Automatic", Step: "Done" } && !arrived.Contains(r.Id))) _lost.Add($"the answer {reply.Id} is done and never arrived");
    }

    private void Copies(string folder, HashSet<string> due, IReadOnlyCollection<string> there)
    {
        foreach (var copies in there.GroupBy(id => id).Where(g => g.Count() > 1)) _doubled.Add($"{copies.Key} lies in {folder} {copies.Count()} times");
        foreach (var id in due.Where(id => !there.Contains(id))) _lost.Add($"{id} is recorded as put into {folder} and isn't there");
    }
}
