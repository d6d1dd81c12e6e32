using Dapper;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A waiting mail as the tray shows it.</summary>
internal sealed record TrayEntry(long Id, DateTimeOffset ArrivedAt, string Asker, string AskerName, string Subject, string Asked)
{
    public Language? Language { get; init; }

    /// <summary>Why it waits.</summary>
    public required Reason Reason { get; init; }

    /// <summary>The best suggestion; <see langword="null"/> for none.</summary>
    public (string PostId, string Title, double Confidence)? Suggestion { get; init; }

    /// <summary>Whether the author took back a reply to it before it went out.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Until when the author has put it off; <see langword="null"/> when she hasn't.</summary>
    public DateTimeOffset? LaterAt { get; init; }
}

/// <summary>The waiting mails, for the author's tray.</summary>
internal sealed class WaitingMails(Database database)
{
    private const int LongestSubject = 300;
    private const int MostAtOnce = 500;

    // What she undid or took up again tells nothing of the mail: why it was left to her before does.
    private const string OfHers = "'TakenBack', 'Reopened', 'PutOff'";

    /// <summary>Changes whenever a mail takes a step, or a question was filled in; cheap to ask.</summary>
    public (long Steps, long Questions) Version()
    {
        using var connection = database.Open();
        return (connection.ExecuteScalar<long?>("SELECT MAX(id) FROM history") ?? 0, Switches.Count(connection, AskedQuestions.Counter));
    }

    /// <summary>All of them, those that were put off too, oldest first.</summary>
    public IReadOnlyList<TrayEntry> All()
    {
        using var connection = database.Open();
        return Read(connection, "m.state = 'Waiting'", []);
    }

    /// <summary>The mails that took a step after a point of the history, and those of them that wait now.</summary>
    public (IReadOnlyList<long> Changed, IReadOnlyList<TrayEntry> Waiting) ChangedSince(long step)
    {
        using var connection = database.Open();
        var changed = connection.Query<long>("SELECT DISTINCT mail_id FROM history WHERE id > @step", new { step }).ToList();
        return (changed, [.. changed.Chunk(MostAtOnce).SelectMany(some => Read(connection, "m.id IN @some AND m.state = 'Waiting'", some))]);
    }

    private static List<TrayEntry> Read(SqliteConnection connection, string which, long[] some)
    {
        var before = connection.Query<(long Mail, string Because, string Details, long Step)>(
            $"""
            SELECT m.id, h.reason, h.details, MAX(h.id) FROM mails m JOIN history h ON h.mail_id = m.id
            WHERE {which} AND m.reason IN ({OfHers}) AND h.state = 'Waiting' AND h.reason NOT IN ({OfHers}, 'DraftEdited', 'DraftDiscarded') GROUP BY m.id
            """,
            new { some }).ToDictionary(r => r.Mail);
        return [.. connection.Query<Row>(
            $"""
            SELECT m.id AS Id, m.arrived_at AS ArrivedAt, m.asker AS Asker, m.asker_name AS AskerName, substr(m.subject, 1, @LongestSubject) AS Subject, COALESCE(q.asked, '') AS Asked,
                q.language AS Language, m.reason AS Reason, m.details AS Details, m.later_at AS LaterAt,
                EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.kind = 'FromAuthor' AND o.step = 'Withdrawn') AS IsTakenBack, s.post_id AS PostId, s.post_title AS PostTitle, s.confidence AS Confidence
            FROM mails m LEFT JOIN mail_questions q ON q.mail_id = m.id LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0
            WHERE {which} ORDER BY m.id
            """,
            new { LongestSubject, some }).Select(r => Entry(r, before.TryGetValue(r.Id, out var why) ? LedgerReader.ReadReason(why.Because, why.Details) : null))];
    }

    private static TrayEntry Entry(Row r, Reason? before) => new(r.Id, Times.Read(r.ArrivedAt), r.Asker, r.AskerName, r.Subject, r.Asked)
    {
        Language = LanguageCodes.Parse(r.Language),
        Reason = before ?? LedgerReader.ReadReason(r.Reason, r.Details),
        Suggestion = r.PostId is { } post ? (post, r.PostTitle!, r.Confidence!.Value) : null,
        IsTakenBack = r.IsTakenBack,
        LaterAt = Times.Read(r.LaterAt),
    };

    // Properties, since the type of an expression is unknown where there is no row.
    private sealed class Row
    {
        public long Id { get; init; }

        public long ArrivedAt { get; init; }

        public string Asker { get; init; } = "";

        public string AskerName { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Asked { get; init; } = "";

        public string? Language { get; init; }

        public string Reason { get; init; } = "";

        public string Details { get; init; } = "";

        public long? LaterAt { get; init; }

        public bool IsTakenBack { get; init; }

        public string? PostId { get; init; }

        public string? PostTitle { get; init; }

        public double? Confidence { get; init; }
    }
}
