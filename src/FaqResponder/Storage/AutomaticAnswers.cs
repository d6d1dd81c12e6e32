using System.Globalization;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

namespace FaqResponder.Storage;

/// <summary>An answer that a machine gave, or is about to give.</summary>
/// <param name="At">When it went out, else when it is due.</param>
internal sealed record AutomaticAnswerEntry(long OutboxId, long MailId, DateTimeOffset At, string Asker, string AskerName, string Subject, string Asked, IReadOnlyList<(string Id, string Title)> Posts)
{
    public DateTimeOffset RecordedAt { get; init; }

    public MailState State { get; init; }

    public double? Confidence { get; init; }

    /// <summary>Why it was given.</summary>
    public Reason? Why { get; init; }

    /// <summary>What the asker or the author thought of it: <see cref="Because.Satisfied"/>, <see cref="Because.NotSatisfied"/>, <see cref="Because.WrongAnswer"/>.</summary>
    public Because? Verdict { get; init; }

    public bool CameBack { get; init; }
}

/// <summary>What was answered by machine, for the author to look over.</summary>
internal sealed class AutomaticAnswers(Database database)
{
    private const int LongestSubject = 300;

    private const string Columns =
        """
        o.id AS Id, o.mail_id AS MailId, o.recorded_at AS RecordedAt, o.next_try_at AS NextTryAt, o.done_at AS DoneAt, o.verdict AS Verdict, o.bounced_at AS BouncedAt,
        m.asker AS Asker, m.asker_name AS AskerName, substr(m.subject, 1, @LongestSubject) AS Subject, m.state AS State, COALESCE(q.asked, '') AS Asked,
        (SELECT h.reason || ' ' || h.details FROM history h WHERE h.mail_id = m.id AND h.state = 'Decided' LIMIT 1) AS Why
        """;

    /// <summary>Those that went out, the newest first.</summary>
    /// <param name="before">Only those that were recorded before this one; <see langword="null"/> for the newest.</param>
    public IReadOnlyList<AutomaticAnswerEntry> Sent((DateTimeOffset At, long Id)? before, int most) =>
        // Many are recorded in one moment.
        List("o.kind = 'Automatic' AND o.recorded_at <= @before AND (o.recorded_at < @before OR o.id < @beforeId) AND o.step IN ('Done', 'Sending') ORDER BY o.recorded_at DESC, o.id DESC LIMIT @most", before, most);

    /// <summary>Those that are held before they go out, the next one first.</summary>
    public IReadOnlyList<AutomaticAnswerEntry> Held(int most) =>
        List("o.step = 'Recorded' AND o.kind = 'Automatic' ORDER BY o.next_try_at LIMIT @most", null, most);

    /// <summary>How many went out, or will, since a moment.</summary>
    public int CountSince(DateTimeOffset since)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>(
            "SELECT COUNT(*) FROM outbox WHERE kind = 'Automatic' AND recorded_at > @since AND step IN ('Recorded', 'Sending', 'Done', 'Uncertain')", new { since = since.Stored() });
    }

    private List<AutomaticAnswerEntry> List(string which, (DateTimeOffset At, long Id)? before, int most)
    {
        using var connection = database.Open();
        var rows = connection.Query<Row>(
            $"SELECT {Columns} FROM outbox o JOIN mails m ON m.id = o.mail_id LEFT JOIN mail_questions q ON q.mail_id = m.id WHERE {which}",
            new { before = before?.At.Stored() ?? long.MaxValue, beforeId = before?.Id ?? 0, most, LongestSubject }).ToList();
        var posts = connection.Query<(long Outbox, string Id, string? Title)>(
            "SELECT s.outbox_id, s.post_id, p.title FROM outbox_posts s LEFT JOIN posts p ON p.id = s.post_id WHERE s.outbox_id IN @ids", new { ids = rows.Select(r => r.Id) })
            .ToLookup(p => p.Outbox, p => (p.Id, p.Title ?? p.Id));
        return [.. rows.Select(r => Entry(r, [.. posts[r.Id]]))];
    }

    private static AutomaticAnswerEntry Entry(Row r, IReadOnlyList<(string Id, string Title)> posts)
    {
        var why = r.Why?.Split(' ', 2) is [var because, var details] ? LedgerReader.ReadReason(because, details) : null;
        return new(r.Id, r.MailId, Times.Read(r.DoneAt ?? r.NextTryAt), r.Asker, r.AskerName, r.Subject, r.Asked, posts)
        {
            RecordedAt = Times.Read(r.RecordedAt),
            State = Enum.Parse<MailState>(r.State),
            Why = why,
            Confidence = why is { Because: Because.Sure, Details: [_, var least] } ? double.Parse(least, CultureInfo.InvariantCulture) : null,
            Verdict = r.Verdict is { } verdict ? Enum.Parse<Because>(verdict) : null,
            CameBack = r.BouncedAt is not null,
        };
    }

    // Properties, since the type of an expression is unknown where there is no row.
    private sealed class Row
    {
        public long Id { get; init; }

        public long MailId { get; init; }

        public long RecordedAt { get; init; }

        public long NextTryAt { get; init; }

        public long? DoneAt { get; init; }

        public string? Verdict { get; init; }

        public long? BouncedAt { get; init; }

        public string Asker { get; init; } = "";

        public string AskerName { get; init; } = "";

        public string Subject { get; init; } = "";

        public string State { get; init; } = "";

        public string Asked { get; init; } = "";

        public string? Why { get; init; }
    }
}
