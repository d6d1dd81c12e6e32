using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Where a mail lies that she moved: the folder by its name below the parent, and its place there.</summary>
internal sealed record MovedPlace(string Mailbox, string Parent, string Folder, long UidValidity, string Uid)
{
    /// <summary>The folder as she knows it.</summary>
    public string Path => $"{Parent}/{Folder}";
}

/// <summary>A mail of the ledger that she moved.</summary>
internal sealed record MovedMail(MovedPlace Place, long Id);

/// <summary>A mail that was dealt with and is to be moved on.</summary>
/// <param name="Target">Where it was about to be moved when somebody last wrote of it; <see langword="null"/> when nobody began.</param>
internal sealed record MailToMoveOn(MovedPlace Place, MailState State, string? MessageId, string Digest, string? Target);

/// <summary>
/// The mails that lie in her folders and have been dealt with. That one is, is written in the transaction of what was done: after a crash it is either not done, or done
/// and only to be moved on.
/// </summary>
internal sealed class MovedMails(Database database, TimeProvider clock)
{
    private const string Here = "mailbox = @Mailbox AND parent = @Parent AND folder = @Folder AND uid_validity = @UidValidity AND uid = @Uid";

    /// <summary>The mail of the ledger that this is: by its content, else by its Message-ID, asker and subject together, since programs change a mail when they copy it.</summary>
    public long? Find(string mailbox, IncomingMail mail)
    {
        using var connection = database.Open();
        if (connection.ExecuteScalar<long?>("SELECT id FROM mails WHERE mailbox = @mailbox AND digest = @digest", new { mailbox, digest = mail.Digest() }) is { } known) return known;
        var alike = connection.Query<long>(
            "SELECT id FROM mails WHERE mailbox = @mailbox AND message_id = @MessageId AND asker = @asker AND subject = @Subject LIMIT 2",
            new { mailbox, mail.MessageId, asker = mail.Asker?.Address.ToLowerInvariant() ?? "", mail.Subject }).ToList();
        return alike is [var only] ? only : null;
    }

    /// <summary>The mails of a folder that need not be looked at again.</summary>
    public IReadOnlySet<string> Known(string mailbox, string parent, string folder, long uidValidity)
    {
        using var connection = database.Open();
        return connection.Query<string>(
            "SELECT uid FROM moved_mails WHERE mailbox = @mailbox AND parent = @parent AND folder = @folder AND uid_validity = @uidValidity", new { mailbox, parent, folder, uidValidity }).ToHashSet();
    }

    /// <summary>Leaves a mail where it lies: it is none that could be answered or closed.</summary>
    public void Leave(MovedPlace place)
    {
        using var connection = database.Open();
        Record(connection, null, place, null, clock.GetUtcNow());
    }

    /// <summary>Notes with the mail why nothing was done; it is moved on all the same.</summary>
    public void Note(MovedMail mail, InVain why)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        MailLedger.AddHistory(connection, transaction, mail.Id, MailLedger.StateOf(connection, transaction, mail.Id), new(Because.MovedInVain, mail.Place.Path, why.ToString()), now);
        Record(connection, transaction, mail.Place, mail.Id, now);
        transaction.Commit();
    }

    /// <summary>Closes a mail that bears her own \Answered, if it is open; what was about to go out is taken back.</summary>
    public void NoteAnswered(MovedMail mail)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        try
        {
            if (MailLedger.StateOf(connection, transaction, mail.Id) is MailState.Answering) TakeUp(connection, transaction, mail.Id, now);
            connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @Id AND kind = 'Draft' AND step = 'Recorded'", new { mail.Id }, transaction);
            MailLedger.Pass(connection, transaction, mail.Id, MailState.Waiting, MailState.AnsweredByAuthor, new(Because.AnsweredElsewhere), now);
        }
        catch (StaleStateException)
        {
            // It is closed already, or our reply was quicker.
            var state = MailLedger.StateOf(connection, transaction, mail.Id);
            MailLedger.AddHistory(connection, transaction, mail.Id, state, new(Because.MovedInVain, mail.Place.Path, nameof(InVain.Answered)), now);
        }

        Record(connection, transaction, mail.Place, mail.Id, now);
        transaction.Commit();
    }

    /// <summary>Whether our own mark says that the mail was answered, and not she: a reply to it went out from here once.</summary>
    public bool IsMarkedByUs(long mail)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM outbox WHERE mail_id = @mail AND flagged_at IS NOT NULL", new { mail }) > 0;
    }

    /// <summary>The mails that are to be moved on; not while a reply is on its way, which may still be taken back.</summary>
    public IReadOnlyList<MailToMoveOn> ToMoveOn(string mailbox, string parent)
    {
        using var connection = database.Open();
        return [.. connection.Query<(string Folder, long Validity, string Uid, string State, string? MessageId, string Digest, string? Target)>(
            """
            SELECT v.folder, v.uid_validity, v.uid, m.state, m.message_id, m.digest, CASE WHEN v.moving_at IS NULL THEN NULL ELSE v.target END
            FROM moved_mails v JOIN mails m ON m.id = v.mail_id
            WHERE v.mailbox = @mailbox AND v.parent = @parent AND m.state NOT IN ('Received', 'Decided', 'Answering', 'Uncertain') ORDER BY v.folder, v.at
            """,
            new { mailbox, parent })
            .Select(r => new MailToMoveOn(new(mailbox, parent, r.Folder, r.Validity, r.Uid), Enum.Parse<MailState>(r.State), r.MessageId, r.Digest, r.Target))];
    }

    /// <summary>Records that a mail is about to be moved.</summary>
    public void BeginMove(MovedPlace place, string target)
    {
        using var connection = database.Open();
        connection.Execute($"UPDATE moved_mails SET target = @target, moving_at = @at WHERE {Here}", With(place, new { target, at = clock.GetUtcNow().Stored() }));
    }

    /// <summary>The mail lies in her folder no more.</summary>
    public void EndMove(MovedPlace place)
    {
        using var connection = database.Open();
        connection.Execute($"DELETE FROM moved_mails WHERE {Here}", place);
    }

    /// <summary>Brings a mail to where a gesture can be made on it: into the queue. What is about to go out and was not yet sent is taken back, since what she does now counts.</summary>
    /// <exception cref="StaleStateException">It was answered, or is just being.</exception>
    internal static void TakeUp(SqliteConnection connection, SqliteTransaction transaction, long id, DateTimeOffset now)
    {
        var state = MailLedger.StateOf(connection, transaction, id);
        switch (state)
        {
            case MailState.Waiting:
                break;
            case MailState.Dismissed or MailState.SetAside:
                MailLedger.Pass(connection, transaction, id, state, MailState.Waiting, new(Because.Reopened), now);
                break;
            case MailState.Answering:
                var kind = connection.ExecuteScalar<string?>("SELECT kind FROM outbox WHERE mail_id = @id AND step = 'Recorded' AND kind <> 'Draft'", new { id }, transaction)
                    ?? throw new StaleStateException(id, MailState.Waiting);
                Gestures.Withdraw(connection, transaction, id, kind, new(kind == "Automatic" ? Because.MovedMeanwhile : Because.TakenBack), now);
                break;
            default:
                throw new StaleStateException(id, MailState.Waiting);
        }
    }

    internal static void Record(SqliteConnection connection, SqliteTransaction? transaction, MovedPlace place, long? mail, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO moved_mails (mailbox, parent, folder, uid_validity, uid, mail_id, at) VALUES (@Mailbox, @Parent, @Folder, @UidValidity, @Uid, @mail, @at)
        ON CONFLICT DO NOTHING
        """,
        With(place, new { mail, at = now.Stored() }), transaction);

    private static DynamicParameters With(MovedPlace place, object others)
    {
        var all = new DynamicParameters(place);
        all.AddDynamicParams(others);
        return all;
    }
}
