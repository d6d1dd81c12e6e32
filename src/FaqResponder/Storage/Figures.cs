using Dapper;

using FaqResponder.Core;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>How it goes, in figures: what became of the mails of a time, how long they waited, which posts answered them, and what none answered.</summary>
internal sealed class Figures(Database database)
{
    private const int LongestSubject = 300;
    private const int MostLookedAt = 4000;

    // Where her answer is only found to have been given, nobody knows when.
    private const string Elsewhere = "'AnsweredElsewhere', 'AnsweredMeanwhile', 'AlreadyAnswered', 'OwnReply', 'DraftSent', 'DraftSentChanged'";

    // Rounded down as a person says it: to minutes below an hour, to hours below two days, to days. Rounding keeps the order, so the median of what is
    // rounded is the median, rounded; and there are some hundred values instead of thousands.
    private const string RoundedWait =
        """
        CASE WHEN changed_at - arrived_at < 60000 THEN 0
            WHEN changed_at - arrived_at < 3600000 THEN (changed_at - arrived_at) / 60000 * 60000
            WHEN changed_at - arrived_at < 172800000 THEN (changed_at - arrived_at) / 3600000 * 3600000
            ELSE (changed_at - arrived_at) / 86400000 * 86400000 END
        """;

    // She closed it, or it waits, or she answered it with none of her posts; that it asks nothing was not said.
    private const string NoPostSent =
        """
        m.reason <> 'NotAQuestion' AND (m.state <> 'AnsweredByAuthor' OR NOT EXISTS
            (SELECT 1 FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.mail_id = m.id AND o.kind = 'FromAuthor' AND o.step = 'Done'
                UNION ALL SELECT 1 FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id WHERE r.mail_id = m.id))
        """;

    // By a gesture or a command, or in her mail program.
    private const string FreelyAnswered =
        """
        EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.kind = 'FromAuthor' AND o.step = 'Done' AND NOT EXISTS (SELECT 1 FROM outbox_posts p WHERE p.outbox_id = o.id)
            UNION ALL SELECT 1 FROM own_replies r WHERE r.mail_id = m.id AND r.words <> '' AND NOT EXISTS (SELECT 1 FROM own_reply_posts p WHERE p.reply_id = r.id))
        """;

    // What is likelier wrong than right is no answer; but where she wrote herself instead of sending what was laid ready, nothing was.
    private const string NoPostFound =
        """
        (h.reason = 'NothingClose' OR (h.reason IN ('Unsure', 'LearnedFromPast') AND COALESCE(s.confidence, 0) < 0.5)
            OR (m.state = 'AnsweredByAuthor' AND m.reason IN ('Sent', 'FoundInSent', 'OwnReply', 'DraftSentChanged') AND h.reason IN ('Unsure', 'OneQuestionOpen', 'DraftReady', 'WouldAnswer')))
        """;

    /// <summary>One week, reckoned anew.</summary>
    /// <param name="begins">Its first moment.</param>
    /// <param name="ends">The first moment of the next one.</param>
    public WeekFigures Week(DateTimeOffset begins, DateTimeOffset ends)
    {
        using var connection = database.Open();
        var range = new { begins = begins.Stored(), ends = ends.Stored() };
        var mails = connection.Query<(string State, bool Elsewhere, long Wait, int Count)>(
            $"""
            SELECT state, reason IN ({Elsewhere}) AS elsewhere, CASE WHEN state IN ('Answered', 'AnsweredByAuthor') THEN {RoundedWait} ELSE 0 END AS wait, COUNT(*)
            FROM mails WHERE arrived_at >= @begins AND arrived_at < @ends AND reason <> 'LearnedFromPast' GROUP BY 1, 2, 3
            """,
            range).Select(r => (Outcome: OutcomeOf(r.State, r.Elsewhere), Wait: TimeSpan.FromMilliseconds(r.Wait), r.Count)).ToList();
        return new(begins)
        {
            Outcomes = mails.GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Sum(r => r.Count)),
            WaitsByMachine = WaitsOf(MailOutcome.Machine),
            WaitsByAuthor = WaitsOf(MailOutcome.Gesture),
            Posts = [.. connection.Query<(string Post, int ByMachine, int ByAuthor)>(
                """
                SELECT p.post_id, SUM(CASE WHEN o.kind = 'Automatic' THEN 1 ELSE 0 END), SUM(CASE WHEN o.kind = 'FromAuthor' THEN 1 ELSE 0 END)
                FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id
                WHERE o.kind IN ('Automatic', 'FromAuthor') AND o.recorded_at >= @begins AND o.recorded_at < @ends AND o.step = 'Done' GROUP BY p.post_id
                """,
                range).Select(r => new PostUse(r.Post, r.ByMachine, r.ByAuthor))],
        };

        Dictionary<TimeSpan, int> WaitsOf(MailOutcome outcome) => mails.Where(r => r.Outcome == outcome).GroupBy(r => r.Wait).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
    }

    /// <summary>The automatic answers to the mails of a time that went wrong.</summary>
    public WrongAnswers Wrong(DateTimeOffset begins, DateTimeOffset ends)
    {
        using var connection = database.Open();
        // Word for word the condition of outbox_gone_wrong, which is small and holds just these.
        var (said, dissatisfied, back, fallen) = connection.QuerySingle<(int, int, int, int)>(
            """
            SELECT COALESCE(SUM(CASE WHEN o.verdict = 'WrongAnswer' THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN o.verdict = 'NotSatisfied' THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN o.verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected') THEN 0 ELSE 1 END), 0),
                COALESCE(SUM(CASE WHEN m.state = 'Answered' THEN 0 ELSE 1 END), 0)
            FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE (o.verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected') OR o.bounced_at IS NOT NULL) AND o.kind = 'Automatic' AND m.arrived_at >= @begins AND m.arrived_at < @ends
            """,
            new { begins = begins.Stored(), ends = ends.Stored() });
        return new(said, dissatisfied, back, fallen);
    }

    /// <summary>The newest mails that no post answered, newest first; of those whose words were erased there is nothing to tell.</summary>
    /// <param name="most">At most so many. Some thousands of mails are looked at to find them, not all.</param>
    public IReadOnlyList<UnansweredMail> Unanswered(DateTimeOffset since, int most)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long Id, long ArrivedAt, string Subject, string? Language, string Asked, string Asker, bool InHerWords)>(
            $"""
            SELECT m.id, m.arrived_at, substr(m.subject, 1, @LongestSubject), q.language, q.asked, m.asker, {FreelyAnswered}
            FROM (SELECT id, arrived_at, subject, state, reason, asker FROM mails
                WHERE arrived_at >= @since AND state IN ('Waiting', 'Dismissed', 'AnsweredByAuthor') AND erased_at IS NULL ORDER BY arrived_at DESC LIMIT @MostLookedAt) m
            JOIN mail_questions q ON q.mail_id = m.id JOIN history h ON h.mail_id = m.id AND (h.state = 'Decided' OR h.reason = 'LearnedFromPast')
            LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0
            WHERE q.asked <> '' AND {NoPostSent} AND {NoPostFound} ORDER BY m.arrived_at DESC LIMIT @most
            """,
            new { since = since.Stored(), most, LongestSubject, MostLookedAt })
            .Select(r => new UnansweredMail(r.Id, Times.Read(r.ArrivedAt), r.Subject, LanguageCodes.Parse(r.Language), r.Asked) { Asker = r.Asker, InHerWords = r.InHerWords })];
    }

    /// <summary>Where in time mails stand that took a step after a point of the history: what was reckoned of those weeks is no longer true.</summary>
    /// <param name="step">The point; 0 for the beginning.</param>
    /// <returns>The moments at which they arrived or were answered, and the point that is reached.</returns>
    public (IReadOnlyList<DateTimeOffset> Moments, long Reached) ChangedSince(long step)
    {
        using var connection = database.Open();
        var reached = LastStep(connection);
        if (reached == step) return ([], step);
        var moments = connection.Query<long>(
            """
            SELECT m.arrived_at FROM history h JOIN mails m ON m.id = h.mail_id WHERE h.id > @step AND h.id <= @reached
            UNION SELECT o.recorded_at FROM history h JOIN outbox o ON o.mail_id = h.mail_id WHERE h.id > @step AND h.id <= @reached
            """,
            new { step, reached });
        return ([.. moments.Select(Times.Read)], reached);
    }

    /// <summary>The point of the history that is reached.</summary>
    public long LastStep()
    {
        using var connection = database.Open();
        return LastStep(connection);
    }

    /// <summary>The titles of posts, those that are gone too.</summary>
    public IReadOnlyDictionary<string, string> Titles(IReadOnlyList<string> postIds)
    {
        using var connection = database.Open();
        return connection.Query<(string Id, string Title)>("SELECT id, title FROM posts WHERE id IN @postIds", new { postIds }).ToDictionary(r => r.Id, r => r.Title);
    }

    private static long LastStep(SqliteConnection connection) => connection.ExecuteScalar<long?>("SELECT MAX(id) FROM history") ?? 0;

    private static MailOutcome OutcomeOf(string state, bool elsewhere) => state switch
    {
        "Answered" => MailOutcome.Machine,
        "AnsweredByAuthor" or "SetAside" when elsewhere => MailOutcome.MailProgram,
        "AnsweredByAuthor" => MailOutcome.Gesture,
        "Dismissed" => MailOutcome.Closed,
        "SetAside" => MailOutcome.SetAside,
        _ => MailOutcome.Waiting,
    };
}
