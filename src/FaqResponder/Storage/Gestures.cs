using System.Globalization;
using System.Text.Json;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Letters;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the author does on her page with one key or one tap.</summary>
internal enum GestureKind
{
    /// <summary>She answers: one mail, or a group, each with a reply of its own.</summary>
    Answer,

    /// <summary>It asks nothing that a post could answer.</summary>
    NotAQuestion,

    /// <summary>She closes it without an answer.</summary>
    Close,

    /// <summary>She puts it off.</summary>
    PutOff,

    /// <summary>She takes a closed mail up again.</summary>
    Reopen,

    /// <summary>She stops an automatic answer that has not gone out yet.</summary>
    Stop,

    /// <summary>She says that an automatic answer was wrong.</summary>
    Wrong,
}

/// <summary>A gesture on record.</summary>
/// <param name="Mails">The mails that it moved.</param>
internal sealed record Gesture(long Id, GestureKind Kind, DateTimeOffset At, IReadOnlyList<long> Mails, bool IsUndone);

/// <summary>A mail that a gesture moved.</summary>
internal sealed record GestureMail(long Id, string Asker, string AskerName, string Asked);

/// <summary>A gesture with what there is to tell of it.</summary>
/// <param name="Posts">The posts that she answered with.</param>
internal sealed record GestureStory(Gesture Gesture, IReadOnlyList<GestureMail> Mails, IReadOnlyList<(string Id, string Title)> Posts)
{
    /// <summary>Where the last of the replies goes; <see langword="null"/> when there is none.</summary>
    public string? Recipient { get; init; }

    /// <summary>What was taken back of what the matcher had learned.</summary>
    public IReadOnlyList<string> Unlearned { get; init; } = [];

    /// <summary>When the first of the replies goes out; <see langword="null"/> when none waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public bool CanBeUndone { get; init; }
}

/// <summary>What a gesture did.</summary>
/// <param name="Id">Its number, to undo it by; 0 when it moved nothing.</param>
/// <param name="Moved">The mails that it moved.</param>
/// <param name="Stale">The mails that it found elsewhere: somebody else was quicker.</param>
internal sealed record GestureResult(long Id, IReadOnlyList<long> Moved, IReadOnlyList<long> Stale);

/// <summary>
/// The author's gestures, each in one transaction and each undone as one. Of several mails, those that no longer wait are left as they are: two tabs, or two
/// people, never answer one mail twice.
/// </summary>
internal sealed class Gestures(Database database, TimeProvider clock)
{
    // A reply waits for seconds, or for the end of an outage.
    private const int MostRecent = 1000;

    /// <summary>Records her replies; each mail leaves the queue, and the worker sends.</summary>
    /// <param name="moved">The mail, where she said so by moving it.</param>
    /// <param name="order">The gesture of a letter that says so, if one does: it is spent and closed in the same transaction.</param>
    public GestureResult Answer(IReadOnlyList<(long MailId, NewReply Reply)> replies, string titles, MovedMail? moved = null, LetterOrder? order = null)
    {
        var of = replies.ToDictionary(r => r.MailId, r => r.Reply);
        Reason reason = moved is null ? new(Because.AuthorAnswers, titles) : new(Because.AuthorAnswers, titles, moved.Place.Path);
        return Do(GestureKind.Answer, [.. of.Keys], (connection, transaction, id, now) => Verdicts.Answer(connection, transaction, id, of[id], reason, now), moved, order);
    }

    /// <param name="moved">The mail, where she said so by moving it.</param>
    /// <param name="order">The gesture of a letter that says so, if one does.</param>
    public GestureResult NotAQuestion(IReadOnlyList<long> mails, MovedMail? moved = null, LetterOrder? order = null)
    {
        Reason reason = moved is null ? new(Because.NotAQuestion) : new(Because.NotAQuestion, moved.Place.Path);
        return Do(GestureKind.NotAQuestion, mails, (connection, transaction, id, now) => Verdicts.Dismiss(connection, transaction, id, reason, now), moved, order);
    }

    public GestureResult Close(IReadOnlyList<long> mails, string note) => Do(
        GestureKind.Close, mails, (connection, transaction, id, now) => Verdicts.Dismiss(connection, transaction, id, new(Because.AuthorDismissed, note), now));

    public GestureResult PutOff(IReadOnlyList<long> mails, DateTimeOffset until) => Do(GestureKind.PutOff, mails, (connection, transaction, id, now) =>
    {
        PutOff(connection, transaction, id, until.Stored());
        MailLedger.AddHistory(connection, transaction, id, MailState.Waiting, new(Because.PutOff, until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), now);
    });

    /// <summary>Takes a closed mail, or one that was set aside, up again.</summary>
    public GestureResult Reopen(long mail) => Do(GestureKind.Reopen, [mail], (connection, transaction, id, now) =>
    {
        var state = MailLedger.StateOf(connection, transaction, id);
        if (state is not (MailState.Dismissed or MailState.SetAside)) throw new StaleStateException(id, MailState.Dismissed);
        MailLedger.Pass(connection, transaction, id, state, MailState.Waiting, new(Because.Reopened), now);
    });

    /// <summary>Takes an automatic answer back before it goes out.</summary>
    public GestureResult Stop(long mail) => Do(GestureKind.Stop, [mail], (connection, transaction, id, now) => Withdraw(connection, transaction, id, "Automatic", new(Because.TakenBack), now));

    /// <summary>
    /// An automatic answer was wrong: the mail waits again, and no machine sends those posts until she allows it. What is about to go out with one of them is
    /// taken back.
    /// </summary>
    public GestureResult Wrong(long mail) => Do(GestureKind.Wrong, [mail], (connection, transaction, id, now) =>
    {
        var answer = connection.QuerySingleOrDefault<long?>(
            "SELECT MAX(id) FROM outbox WHERE mail_id = @id AND kind = 'Automatic' AND step = 'Done'", new { id }, transaction) ?? throw new StaleStateException(id, MailState.Answered);
        var posts = connection.Query<(string Id, string? Title)>(
            "SELECT o.post_id, p.title FROM outbox_posts o LEFT JOIN posts p ON p.id = o.post_id WHERE o.outbox_id = @answer", new { answer }, transaction).ToList();
        var titles = string.Join(" » + « ", posts.Select(p => p.Title ?? p.Id));
        MailLedger.Pass(connection, transaction, id, MailState.Answered, MailState.Waiting, new(Because.WrongAnswer, titles), now);
        connection.Execute("UPDATE outbox SET verdict = 'WrongAnswer', verdict_at = @at WHERE id = @answer", new { answer, at = now.Stored() }, transaction);
        foreach (var (post, _) in posts) HeldPosts.Hold(connection, transaction, post, id, nameof(Because.WrongAnswer), now);
    });

    /// <summary>Undoes a gesture as far as it can be: what has gone out stays gone.</summary>
    /// <returns>The mails that wait again, or as before, and those that it came too late for; <see langword="null"/> when there is no such gesture to undo.</returns>
    public GestureResult? Undo(long gesture)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        if (Find(connection, transaction, gesture) is not { IsUndone: false } done) return null;
        var now = clock.GetUtcNow();
        var (back, late) = Each(done.Mails, id => UndoOne(connection, transaction, done.Kind, id, now));
        // What came too late may be tried again: a server that is busy puts a reply off.
        if (late.Count == 0) connection.Execute("UPDATE gestures SET undone_at = @at WHERE id = @gesture", new { gesture, at = now.Stored() }, transaction);
        else if (back.Count > 0) connection.Execute("UPDATE gestures SET mails = @late WHERE id = @gesture", new { gesture, late = JsonSerializer.Serialize(late, StoredJson.Default.ListInt64) }, transaction);
        transaction.Commit();
        return new(gesture, back, late);
    }

    /// <summary>Notes what a gesture took back of what the matcher had learned.</summary>
    /// <param name="phrasings">The phrasings of hers that she took back with it.</param>
    /// <param name="mails">The mails that teach no more which post answers them.</param>
    public void NoteUnlearned(long gesture, IReadOnlyList<string> phrasings, List<long> mails)
    {
        using var connection = database.Open();
        connection.Execute(
            "UPDATE gestures SET unlearned = @phrasings, unlearned_mails = @mails WHERE id = @gesture",
            new { gesture, phrasings = StoredJson.Write(phrasings), mails = JsonSerializer.Serialize(mails, StoredJson.Default.ListInt64) });
    }

    public Gesture? Find(long gesture)
    {
        using var connection = database.Open();
        return Find(connection, null, gesture);
    }

    /// <summary>The last gesture that moved a mail, of those that are not long past; <see langword="null"/> for none.</summary>
    public Gesture? LastOf(long mail)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long?>(
            "SELECT MAX(g.id) FROM gestures g, json_each(g.mails) m WHERE g.id > (SELECT MAX(id) FROM gestures) - @MostRecent AND m.value = @mail", new { mail, MostRecent }) is { } id ? Find(connection, null, id) : null;
    }

    /// <summary>A gesture as it is told to the author.</summary>
    public GestureStory? Tell(long gesture)
    {
        using var connection = database.Open();
        if (Find(connection, null, gesture) is not { } done) return null;
        var mails = connection.Query<(long, string, string, string)>(
            "SELECT m.id, m.asker, m.asker_name, COALESCE(q.asked, '') FROM mails m LEFT JOIN mail_questions q ON q.mail_id = m.id WHERE m.id IN @Mails ORDER BY m.id", new { done.Mails })
            .Select(m => new GestureMail(m.Item1, m.Item2, m.Item3, m.Item4)).ToList();
        var replies = connection.Query<(long Id, string Step, long Due, string Recipient)>(
            "SELECT id, step, next_try_at, recipient FROM outbox WHERE mail_id IN @Mails AND kind = 'FromAuthor' ORDER BY id DESC", new { done.Mails }).ToList();
        var posts = replies.Count == 0 ? [] : connection.Query<(string Id, string? Title)>(
            "SELECT o.post_id, p.title FROM outbox_posts o LEFT JOIN posts p ON p.id = o.post_id WHERE o.outbox_id = @Id", new { replies[0].Id }).Select(p => (p.Id, p.Title ?? p.Id)).ToList();
        var open = replies.Where(r => r.Step == "Recorded").ToList();
        var (phrasings, taught) = connection.QuerySingle<(string?, string?)>("SELECT unlearned, unlearned_mails FROM gestures WHERE id = @gesture", new { gesture });
        // What was erased since is told no more.
        var asked = taught is null ? [] : connection.Query<string>(
            "SELECT asked FROM mail_questions WHERE mail_id IN @ids AND asked <> ''", new { ids = JsonSerializer.Deserialize(taught, StoredJson.Default.ListInt64) });
        return new(done, mails, posts)
        {
            Recipient = replies.Count > 0 ? replies[0].Recipient : null,
            Unlearned = [.. phrasings is null ? [] : StoredJson.ReadList(phrasings), .. asked],
            DueAt = open.Count > 0 ? Times.Read(open.Min(r => r.Due)) : null,
            CanBeUndone = !done.IsUndone && done.Kind switch
            {
                GestureKind.Answer => open.Count > 0,
                GestureKind.NotAQuestion or GestureKind.Close or GestureKind.PutOff => true,
                GestureKind.Reopen or GestureKind.Stop or GestureKind.Wrong => false,
            },
        };
    }

    private static void UndoOne(SqliteConnection connection, SqliteTransaction transaction, GestureKind kind, long id, DateTimeOffset now)
    {
        switch (kind)
        {
            case GestureKind.Answer:
                Withdraw(connection, transaction, id, "FromAuthor", new(Because.TakenBack), now);
                break;
            case GestureKind.NotAQuestion or GestureKind.Close:
                MailLedger.Pass(connection, transaction, id, MailState.Dismissed, MailState.Waiting, new(Because.TakenBack), now);
                break;
            case GestureKind.PutOff:
                PutOff(connection, transaction, id, null);
                MailLedger.AddHistory(connection, transaction, id, MailState.Waiting, new(Because.TakenBack), now);
                break;
            case GestureKind.Reopen or GestureKind.Stop or GestureKind.Wrong:
                throw new StaleStateException(id, MailState.Waiting);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private GestureResult Do(
        GestureKind kind, IReadOnlyList<long> mails, Action<SqliteConnection, SqliteTransaction, long, DateTimeOffset> each, MovedMail? moved = null, LetterOrder? order = null)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        if (order is not null && !LetterOrders.Redeem(connection, transaction, order, now)) return new(0, [], mails);
        var (done, stale) = Each(mails, id =>
        {
            if (moved is not null) MovedMails.TakeUp(connection, transaction, id, now);
            each(connection, transaction, id, now);
        });
        if (order is not null) LetterOrders.Close(connection, transaction, order, done.Count == 0 ? GestureTrouble.NotWaiting : null, now);
        var gesture = done.Count == 0 ? 0 : connection.ExecuteScalar<long>(
            "INSERT INTO gestures (at, kind, mails) VALUES (@at, @kind, @done) RETURNING id",
            new { at = now.Stored(), kind = kind.ToString(), done = JsonSerializer.Serialize(done, StoredJson.Default.ListInt64) }, transaction);
        if (moved is not null && done.Count > 0) MovedMails.Record(connection, transaction, moved.Place, moved.Id, now);
        transaction.Commit();
        return new(gesture, done, stale);
    }

    // Each gesture on a mail first makes sure that it is where it should be, and writes nothing if it isn't.
    private static (List<long> Moved, List<long> Stale) Each(IEnumerable<long> mails, Action<long> gesture)
    {
        List<long> moved = [], stale = [];
        foreach (var id in mails.Distinct())
        {
            try
            {
                gesture(id);
                moved.Add(id);
            }
            catch (StaleStateException)
            {
                stale.Add(id);
            }
        }

        return (moved, stale);
    }

    private static void PutOff(SqliteConnection connection, SqliteTransaction transaction, long id, long? until)
    {
        if (connection.Execute("UPDATE mails SET later_at = @until WHERE id = @id AND state = 'Waiting'", new { id, until }, transaction) == 0) throw new StaleStateException(id, MailState.Waiting);
    }

    internal static void Withdraw(SqliteConnection connection, SqliteTransaction transaction, long id, string kind, Reason reason, DateTimeOffset now)
    {
        // What the server puts off and what waits to be undone are both recorded and not sent.
        if (connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND kind = @kind AND step = 'Recorded'", new { id, kind }, transaction) == 0)
            throw new StaleStateException(id, MailState.Answering);
        MailLedger.Pass(connection, transaction, id, MailState.Answering, MailState.Waiting, reason, now);
    }

    private static Gesture? Find(SqliteConnection connection, SqliteTransaction? transaction, long gesture) =>
        connection.QuerySingleOrDefault<(long Id, string Kind, long At, string Mails, long? UndoneAt)?>(
            "SELECT id, kind, at, mails, undone_at FROM gestures WHERE id = @gesture", new { gesture }, transaction) is { } row
            ? new(row.Id, Enum.Parse<GestureKind>(row.Kind), Times.Read(row.At), JsonSerializer.Deserialize(row.Mails, StoredJson.Default.ListInt64) ?? [], row.UndoneAt is not null)
            : null;
}
