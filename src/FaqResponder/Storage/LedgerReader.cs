using System.Globalization;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the command line and the page read of the ledger while the service writes it.</summary>
internal sealed class LedgerReader(Database database)
{
    private const string Columns =
        """
        m.id AS Id, m.state AS State, m.reason AS Because, m.details AS Details, m.changed_at AS ChangedAt, m.arrived_at AS ArrivedAt,
        m.asker AS Asker, m.asker_name AS AskerName, m.subject AS Subject, m.erased_at AS ErasedAt, s.post_title AS Post, s.confidence AS Confidence,
        (SELECT h.reason || ' ' || h.details FROM history h WHERE h.mail_id = m.id AND h.state = 'Decided') AS Decided,
        (SELECT string_agg(p.title, ' + ') FROM outbox o JOIN outbox_posts op ON op.outbox_id = o.id JOIN posts p ON p.id = op.post_id
            WHERE o.id = (SELECT MAX(id) FROM outbox WHERE mail_id = m.id)) AS Sent,
        EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.kind = 'Draft' AND o.step = 'Done') AS HasDraft
        """;

    /// <summary>The newest mails first.</summary>
    public IReadOnlyList<LedgerEntry> List(int most, MailState? state = null)
    {
        using var connection = database.Open();
        return [.. connection.Query<Row>(
            $"""
            SELECT {Columns} FROM mails m LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0
            WHERE @state IS NULL OR m.state = @state ORDER BY m.id DESC LIMIT @most
            """,
            new { most, state = state?.ToString() }).Select(Entry)];
    }

    /// <summary>How many mails there are in each state.</summary>
    public IReadOnlyDictionary<MailState, int> Counts()
    {
        using var connection = database.Open();
        return connection.Query<(string State, int Count)>("SELECT state, COUNT(*) FROM mails GROUP BY state").ToDictionary(r => Enum.Parse<MailState>(r.State), r => r.Count);
    }

    /// <summary>All that is known of one mail; <see langword="null"/> when there is none of that number.</summary>
    public LedgerFile? Show(long id)
    {
        using var connection = database.Open();
        var row = connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM mails m LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0 WHERE m.id = @id", new { id });
        if (row is null) return null;
        var content = connection.ExecuteScalar<string>("SELECT content FROM mail_contents WHERE mail_id = @id", new { id })!;
        return new(
            Entry(row), StoredJson.ReadMail(content), History(connection, id), SuggestionsOf(connection, id), Outbox.OfMail(connection, id),
            [.. connection.Query<string>("SELECT mailbox || ' · ' || uid FROM sightings WHERE mail_id = @id", new { id })]);
    }

    private static IReadOnlyList<HistoryLine> History(SqliteConnection connection, long id) =>
        [.. connection.Query<(long At, string State, string Because, string Details)>(
            "SELECT at, state, reason, details FROM history WHERE mail_id = @id ORDER BY id", new { id })
            .Select(r => new HistoryLine(Times.Read(r.At), Enum.Parse<MailState>(r.State), ReadReason(r.Because, r.Details)))];

    private static IReadOnlyList<Suggestion> SuggestionsOf(SqliteConnection connection, long id) =>
        [.. connection.Query<(string Post, string Title, double Confidence, string Explanation)>(
            "SELECT post_id, post_title, confidence, explanation FROM suggestions WHERE mail_id = @id ORDER BY place", new { id })
            .Select(r => new Suggestion(r.Post, r.Title, r.Confidence, StoredJson.ReadExplanation(r.Explanation)))];

    private static LedgerEntry Entry(Row r)
    {
        var decided = r.Decided?.Split(' ', 2) is [var because, var details] ? ReadReason(because, details) : null;
        return new(r.Id, Enum.Parse<MailState>(r.State), ReadReason(r.Because, r.Details), Times.Read(r.ChangedAt), Times.Read(r.ArrivedAt), r.Asker, r.AskerName, r.Subject)
        {
            Post = r.Sent ?? r.Post,
            Decided = decided,
            HasDraft = r.HasDraft,
            ErasedAt = Times.Read(r.ErasedAt),
            // Several questions have several confidences: the decision rested on the least of them.
            Confidence = decided is { Because: Because.Sure, Details: [_, var least] } ? double.Parse(least, CultureInfo.InvariantCulture) : r.Confidence,
        };
    }

    private static Reason ReadReason(string because, string details) => new(Enum.Parse<Because>(because), StoredJson.ReadList(details));

    private sealed class Row
    {
        public long Id { get; init; }

        public string State { get; init; } = "";

        public string Because { get; init; } = "";

        public string Details { get; init; } = "";

        public long ChangedAt { get; init; }

        public long ArrivedAt { get; init; }

        public string Asker { get; init; } = "";

        public string AskerName { get; init; } = "";

        public string Subject { get; init; } = "";

        public long? ErasedAt { get; init; }

        public string? Post { get; init; }

        public double? Confidence { get; init; }

        public string? Decided { get; init; }

        public string? Sent { get; init; }

        public bool HasDraft { get; init; }
    }
}
