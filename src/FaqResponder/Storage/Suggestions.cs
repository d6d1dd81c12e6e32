using Dapper;

using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A waiting mail with what was suggested for it.</summary>
/// <param name="Suggested">The posts, best first, with their confidence.</param>
/// <param name="Drafted">The posts of the draft that lies ready, or is about to; <see langword="null"/> when none does.</param>
/// <param name="MayHaveDraft">Whether a draft may be put there: she has not touched one of ours.</param>
internal sealed record SuggestedMail(
    IncomingMail Mail, IReadOnlyList<(string PostId, double Confidence)> Suggested, IReadOnlyList<string>? Drafted, bool MayHaveDraft)
{
    /// <summary>Why it was left to the author.</summary>
    public required Core.Deciding.Reason WaitsFor { get; init; }
}

/// <summary>What is suggested for waiting mails, which changes with what is published and learned.</summary>
internal sealed class Suggestions(Database database, TimeProvider clock)
{
    /// <summary>The waiting mails, the newest first.</summary>
    public IReadOnlyList<long> Waiting(string mailbox)
    {
        using var connection = database.Open();
        return [.. connection.Query<long>("SELECT id FROM mails WHERE state = 'Waiting' AND mailbox = @mailbox AND erased_at IS NULL ORDER BY id DESC", new { mailbox })];
    }

    /// <summary>What was suggested for a mail; <see langword="null"/> when it waits no more.</summary>
    public SuggestedMail? Find(long id)
    {
        using var connection = database.Open();
        var content = connection.ExecuteScalar<string?>("SELECT c.content FROM mails m JOIN mail_contents c ON c.mail_id = m.id WHERE m.id = @id AND m.state = 'Waiting'", new { id });
        if (content is null) return null;
        var suggested = connection.Query<(string, double)>("SELECT post_id, confidence FROM suggestions WHERE mail_id = @id ORDER BY place", new { id }).ToList();
        var drafts = connection.Query<(long Id, string Step, string? Ended, bool IsKnown)>(
            "SELECT o.id, o.step, d.ended, d.uid IS NOT NULL FROM outbox o LEFT JOIN drafts d ON d.outbox_id = o.id WHERE o.mail_id = @id AND o.kind = 'Draft' ORDER BY o.id", new { id }).ToList();
        var draft = drafts.LastOrDefault(d => d.Step is "Recorded" || (d.Step is "Done" && d.Ended is null)).Id;
        var posts = connection.Query<string>("SELECT post_id FROM outbox_posts WHERE outbox_id = @draft", new { draft }).ToList();
        var hers = drafts.Exists(d => d.Ended is "Edited" or "Gone" || (d.Step is "Done" && !d.IsKnown));
        var why = LedgerReader.History(connection, id).LastOrDefault(h => h.State is MailState.Waiting && !h.Reason.IsNote)?.Reason ?? new(Core.Deciding.Because.Reopened);
        return new(StoredJson.ReadMail(content), suggested, draft == 0 ? null : posts, !hers) { WaitsFor = why };
    }

    /// <summary>Records what is suggested now, and the draft that takes the place of the one that lies there.</summary>
    /// <returns>Whether the mail still waited.</returns>
    public bool Record(long id, IReadOnlyList<Match> suggested, NewReply? draft)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        if (MailLedger.StateOf(connection, transaction, id) is not MailState.Waiting) return false;
        connection.Execute("DELETE FROM suggestions WHERE mail_id = @id", new { id }, transaction);
        Add(connection, transaction, id, suggested);
        var now = clock.GetUtcNow();
        if (draft is not null)
        {
            // The one that lies there is taken away before this one is put; if she has touched it meanwhile, this one is not.
            connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND kind = 'Draft' AND step IN ('Recorded', 'Done')", new { id }, transaction);
            Outbox.Add(connection, transaction, id, draft, now);
        }

        // The tray shows them.
        Switches.Advance(connection, transaction, AskedQuestions.Counter, now);
        transaction.Commit();
        return true;
    }

    internal static void Add(SqliteConnection connection, SqliteTransaction transaction, long id, IReadOnlyList<Match> suggested)
    {
        for (var place = 0; place < suggested.Count; place++)
        {
            var match = suggested[place];
            connection.Execute(
                "INSERT INTO suggestions (mail_id, place, post_id, post_title, confidence, explanation) VALUES (@id, @place, @Post, @Title, @Confidence, @Explanation)",
                new { id, place, Post = match.Post.Id, match.Post.Title, match.Confidence, Explanation = StoredJson.Write(match.Explanation) }, transaction);
        }
    }
}
