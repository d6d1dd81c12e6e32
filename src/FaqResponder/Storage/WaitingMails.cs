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

    /// <summary>Until when the author has put it off; <see langword="null"/> when she hasn't.</summary>
    public DateTimeOffset? LaterAt { get; init; }
}

/// <summary>The waiting mails, for the author's tray.</summary>
internal sealed class WaitingMails(Database database)
{
    private const int LongestSubject = 300;

    // What she undid or took up again tells nothing of the mail: why it was left to her does.
    private const string OfHers = "'TakenBack', 'Reopened'";

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
        var decided = connection.Query<(long Mail, string Because, string Details)>(
            $"SELECT m.id, h.reason, h.details FROM mails m JOIN history h ON h.mail_id = m.id WHERE m.state = 'Waiting' AND m.reason IN ({OfHers}) AND h.state = 'Decided'").ToDictionary(r => r.Mail);
        return [.. connection.Query<Row>(
            """
            SELECT m.id, m.arrived_at, m.asker, m.asker_name, substr(m.subject, 1, @LongestSubject) AS subject, COALESCE(q.asked, '') AS asked, q.language, m.reason, m.details, m.later_at,
                s.post_id, s.post_title, s.confidence
            FROM mails m LEFT JOIN mail_questions q ON q.mail_id = m.id LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0
            WHERE m.state = 'Waiting' ORDER BY m.id
            """,
            new { LongestSubject }).Select(r => Entry(r, decided.TryGetValue(r.id, out var why) ? LedgerReader.ReadReason(why.Because, why.Details) : null))];
    }

    private static TrayEntry Entry(Row r, Reason? decided) => new(r.id, Times.Read(r.arrived_at), r.asker, r.asker_name, r.subject, r.asked)
    {
        Language = LanguageCodes.Parse(r.language),
        Reason = decided ?? LedgerReader.ReadReason(r.reason, r.details),
        Suggestion = r.post_id is { } post ? (post, r.post_title!, r.confidence!.Value) : null,
        LaterAt = Times.Read(r.later_at),
    };

#pragma warning disable IDE1006, SA1300 // Named as the columns are, which is how Dapper fills them.
    private sealed record Row(
        long id, long arrived_at, string asker, string asker_name, string subject, string asked, string? language, string reason, string details, long? later_at,
        string? post_id, string? post_title, double? confidence);
#pragma warning restore IDE1006, SA1300
}
