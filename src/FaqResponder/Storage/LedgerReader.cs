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
        $"""
        m.id AS Id, m.state AS State, m.reason AS Because, m.details AS Details, m.changed_at AS ChangedAt, m.arrived_at AS ArrivedAt,
        m.asker AS Asker, m.asker_name AS AskerName, m.subject AS Subject, m.erased_at AS ErasedAt, m.expired_at AS ExpiredAt, s.post_title AS Post, s.confidence AS Confidence,
        (SELECT h.reason || ' ' || h.details FROM history h WHERE h.mail_id = m.id AND h.state = 'Decided') AS Decided,
        (SELECT string_agg(p.title, ' + ') FROM outbox o JOIN outbox_posts op ON op.outbox_id = o.id JOIN posts p ON p.id = op.post_id
            WHERE o.id = (SELECT MAX(id) FROM outbox WHERE mail_id = m.id)) AS Sent,
        EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND {DraftStore.IsThere}) AS HasDraft
        """;

    /// <summary>The newest mails first.</summary>
    public IReadOnlyList<LedgerEntry> List(int most, LedgerFilter? filter = null)
    {
        using var connection = database.Open();
        var (condition, values) = Condition(filter ?? new());
        values.Add("most", most);
        return [.. connection.Query<Row>(
            $"SELECT {Columns} FROM mails m LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0 WHERE {condition} ORDER BY m.id DESC LIMIT @most", values).Select(Entry)];
    }

    /// <summary>Other mails of an asker, the newest first.</summary>
    public IReadOnlyList<LedgerEntry> OfAsker(string asker, long except, int most)
    {
        if (asker.Length == 0 || asker == Erasure.Mark) return [];
        using var connection = database.Open();
        return [.. connection.Query<Row>(
            $"SELECT {Columns} FROM mails m LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0 WHERE m.asker = @asker AND m.id <> @except ORDER BY m.id DESC LIMIT @most",
            new { asker, except, most }).Select(Entry)];
    }

    /// <summary>How many mails there are in each state.</summary>
    public IReadOnlyDictionary<MailState, int> Counts(LedgerFilter? filter = null)
    {
        using var connection = database.Open();
        var (condition, values) = Condition(filter ?? new());
        return connection.Query<(string State, int Count)>($"SELECT m.state, COUNT(*) FROM mails m WHERE {condition} GROUP BY m.state", values).ToDictionary(r => Enum.Parse<MailState>(r.State), r => r.Count);
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
            [.. connection.Query<string>("SELECT mailbox || ' · ' || uid FROM sightings WHERE mail_id = @id", new { id })])
        {
            OwnReplies = OwnReplies.OfMail(connection, id),
        };
    }

    private static (string Sql, DynamicParameters Values) Condition(LedgerFilter filter)
    {
        var values = new DynamicParameters();
        var all = new List<string> { "1 = 1" };
        if (filter.States.Count > 0)
        {
            all.Add("m.state IN @states");
            values.Add("states", filter.States.Select(s => s.ToString()));
        }

        if (filter.Reasons.Count + filter.Rules.Count > 0)
        {
            // The reason of the decision stays in the history, whatever came after. The rule is the first detail of its reason.
            all.Add(
                """
                EXISTS (SELECT 1 FROM history h WHERE h.mail_id = m.id AND (h.reason IN @reasons
                    OR (h.reason = 'Screened' AND substr(h.details, 1, instr(h.details, ',') - 1) IN @rules)))
                """);
            values.Add("reasons", filter.Reasons.Select(r => r.ToString()));
            values.Add("rules", filter.Rules.Select(r => $"[\"{r}\""));
        }

        if (filter.Sender is { } sender)
        {
            all.Add(@"(m.asker LIKE @sender ESCAPE '\' OR m.asker_name LIKE @sender ESCAPE '\')");
            values.Add("sender", $"%{sender.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%");
        }

        if (filter.Since is { } since)
        {
            all.Add("m.arrived_at >= @since");
            values.Add("since", since.Stored());
        }

        if (filter.Until is { } until)
        {
            all.Add("m.arrived_at < @until");
            values.Add("until", until.Stored());
        }

        return (string.Join(" AND ", all), values);
    }

    internal static IReadOnlyList<HistoryLine> History(SqliteConnection connection, long id) =>
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
            ExpiredAt = Times.Read(r.ExpiredAt),
            // Several questions have several confidences: the decision rested on the least of them.
            Confidence = decided is { Because: Because.Sure, Details: [_, var least] } ? double.Parse(least, CultureInfo.InvariantCulture) : r.Confidence,
        };
    }

    internal static Reason ReadReason(string because, string details) => new(Enum.Parse<Because>(because), StoredJson.ReadList(details));

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

        public long? ExpiredAt { get; init; }

        public string? Post { get; init; }

        public double? Confidence { get; init; }

        public string? Decided { get; init; }

        public string? Sent { get; init; }

        public bool HasDraft { get; init; }
    }
}
