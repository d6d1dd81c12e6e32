using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Storage;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Benchmarks;

/// <summary>The ledger of an author with very much mail: a year of it, in all states, with its steps, suggestions and replies. Always the same but for the day.</summary>
internal sealed class PageLedger
{
    private const string Box = "bench";
    private const int Texts = 4000;
    private const int InOneTransaction = 10_000;
    private const double Year = 365;

    // What waits has come in the last quarter.
    private const double WaitsSince = 0.75;

    private readonly Random _random = new(5);
    private readonly IReadOnlyList<Post> _posts;
    private readonly IReadOnlyList<Asked> _asked;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly Inserts _insert;

    private PageLedger(SqliteConnection connection, IReadOnlyList<Post> posts)
    {
        (_posts, _insert) = (posts, new(connection));
        var mails = SyntheticPosts.Mails();
        _asked = [.. Enumerable.Range(0, Texts).Select(_ => Read(mails[_random.Next(mails.Count)], mails[_random.Next(mails.Count)]))];
    }

    /// <summary>Fills an empty ledger; everything in it is closed but for so many mails that wait.</summary>
    public static void Fill(Database database, IReadOnlyList<Post> posts, int mails, int waiting)
    {
        database.Migrate();
        using var connection = database.Open();
        var ledger = new PageLedger(connection, posts);
        var first = (int)(mails * WaitsSince);
        var every = Math.Max(1, (mails - first) / Math.Max(1, waiting));
        for (var from = 0; from < mails; from += InOneTransaction)
        {
            using var transaction = connection.BeginTransaction();
            ledger._insert.In(transaction);
            for (var i = from; i < Math.Min(mails, from + InOneTransaction); i++)
            {
                ledger.Add(i + 1, Year * i / mails, waits: i >= first && (i - first) % every == 0 && (i - first) / every < waiting);
            }

            transaction.Commit();
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        command.ExecuteNonQuery();
    }

    private void Add(long id, double day, bool waits)
    {
        var arrived = _now.AddDays(day - Year).AddSeconds(-60);
        var asked = _asked[_random.Next(_asked.Count)];
        var post = _posts[_random.Next(_posts.Count)];
        var fate = waits ? Fate.Waiting(_random) : Fate.Closed(_random);
        var decided = arrived.AddSeconds(20);
        var closed = fate.State is "Waiting" ? decided : decided.AddMinutes(fate.IsMachine ? 10 : _random.Next(5, 4000));
        if (closed > _now) closed = _now;
        var details = fate.Because is "Sure" or "DraftReady" or "Unsure" ? StoredJson.Write([post.Title, fate.Confidence.ToString("0.00", CultureInfo.InvariantCulture), "0.88"]) : "[]";
        var (name, address) = ($"Asker {id % 30_000}", $"asker{id % 30_000}@client{id % 900}.test");
        var mail = new IncomingMail { From = [new(name, address)], Subject = asked.Subject, Text = asked.Text, MessageId = $"m{id}@client.test", ArrivedAt = arrived };

        _insert.Mails.Run(id, Box, $"d{id}", mail.MessageId, fate.State, fate.Reason, fate.State is "Waiting" ? details : "[]", closed.Stored(), arrived.Stored(), 1, address, name, asked.Subject, "fr");
        _insert.Contents.Run(id, StoredJson.Write(mail));
        _insert.Questions.Run(id, "fr", asked.Questions);
        _insert.Sightings.Run(Box, 1, $"{id}", id);
        _insert.History.Run(id, arrived.Stored(), "Received", "Arrived", "[]");
        _insert.History.Run(id, decided.Stored(), "Decided", fate.Because, details);
        _insert.History.Run(id, closed.Stored(), fate.State, fate.Reason, "[]");
        for (var place = 0; place < 3; place++)
        {
            var near = place == 0 ? post : _posts[_random.Next(_posts.Count)];
            _insert.Suggestions.Run(id, place, near.Id, near.Title, fate.Confidence / (place + 1), asked.Explanation);
        }

        if (fate.Reply is not { } kind) return;
        _insert.Outbox.Run(id, id, kind, "Done", $"r{id}@author.test", address, $"Re: {asked.Subject}", decided.Stored(), closed.Stored(), closed.Stored(), closed.Stored(), closed.Stored(), fate.Verdict);
        _insert.OutboxContents.Run(id, asked.Reply);
        if (fate.WithPost) _insert.OutboxPosts.Run(id, post.Id);
        if (kind == "FromAuthor") _insert.Gestures.Run(closed.Stored(), "Answer", $"[{id}]");
    }

    private static Asked Read((string Subject, string Body) one, (string Subject, string Body) other)
    {
        // The beginning of one with the end of another, as otherwise the same mail would come hundreds of times.
        var (begins, ends) = (one.Body.Split(". "), other.Body.Split(". "));
        var text = string.Join(". ", begins[..((begins.Length + 1) / 2)].Concat(ends[(ends.Length / 2)..]));
        var reading = MailReader.Read(new() { Subject = one.Subject, Text = text });
        var explanation = new Explanation(reading.Asked.Count > 0 ? reading.Asked[0] : "", ["cotisations", "statut"], ["retraite"], one.Subject, other.Subject) { Lead = 0.2 };
        return new(one.Subject, text, string.Join('\n', reading.Asked), StoredJson.Write(explanation), System.Text.Encoding.UTF8.GetBytes($"Subject: Re: {one.Subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"));
    }

    private sealed record Asked(string Subject, string Text, string Questions, string Explanation, byte[] Reply);

    /// <summary>What became of a mail.</summary>
    private sealed record Fate(string State, string Reason, string Because, double Confidence, string? Reply = null, bool WithPost = true, string? Verdict = null)
    {
        public bool IsMachine => Reply is "Automatic" || State is "SetAside";

        public static Fate Waiting(Random random) => random.Next(10) switch
        {
            < 6 => new("Waiting", "NothingClose", "NothingClose", 0.3 * random.NextDouble()),
            < 9 => new("Waiting", "Unsure", "Unsure", 0.4 + (0.48 * random.NextDouble())),
            _ => new("Waiting", "Business", "Business", 0.1),
        };

        public static Fate Closed(Random random) => random.Next(100) switch
        {
            < 1 => new("Answered", "Sent", "Sure", 0.93, "Automatic", Verdict: "NotSatisfied"),
            < 35 => new("Answered", "Sent", "Sure", 0.93, "Automatic", Verdict: random.Next(4) == 0 ? "Satisfied" : null),
            < 60 => new("AnsweredByAuthor", "Sent", "Unsure", 0.6, "FromAuthor"),
            < 68 => new("AnsweredByAuthor", "Sent", "NothingClose", 0.2, "FromAuthor", WithPost: false),
            < 78 => new("AnsweredByAuthor", "AnsweredElsewhere", "NothingClose", 0.2),
            < 84 => new("Dismissed", "AuthorDismissed", "NothingClose", 0.2),
            < 88 => new("Dismissed", "NotAQuestion", "NothingClose", 0.2),
            _ => new("SetAside", "Screened", "Screened", 0.1),
        };
    }

    /// <summary>The statements, each prepared once.</summary>
    private sealed class Inserts(SqliteConnection connection)
    {
        private readonly List<Insert> _all = [];

        public Insert Mails => field ??= New("mails", "id, mailbox, digest, message_id, state, reason, details, changed_at, arrived_at, attempts, asker, asker_name, subject, language");

        public Insert Contents => field ??= New("mail_contents", "mail_id, content");

        public Insert Questions => field ??= New("mail_questions", "mail_id, language, asked");

        public Insert Sightings => field ??= New("sightings", "mailbox, uid_validity, uid, mail_id");

        public Insert History => field ??= New("history", "mail_id, at, state, reason, details");

        public Insert Suggestions => field ??= New("suggestions", "mail_id, place, post_id, post_title, confidence, explanation");

        public Insert Outbox => field ??= New("outbox", "id, mail_id, kind, step, message_id, recipient, subject, recorded_at, next_try_at, done_at, copied_at, flagged_at, verdict");

        public Insert OutboxContents => field ??= New("outbox_contents", "outbox_id, mime");

        public Insert OutboxPosts => field ??= New("outbox_posts", "outbox_id, post_id");

        public Insert Gestures => field ??= New("gestures", "at, kind, mails");

        public void In(SqliteTransaction transaction)
        {
            _ = (Mails, Contents, Questions, Sightings, History, Suggestions, Outbox, OutboxContents, OutboxPosts, Gestures);
            foreach (var insert in _all) insert.In(transaction);
        }

        private Insert New(string table, string columns)
        {
            var insert = new Insert(connection, table, columns.Split(", "));
            _all.Add(insert);
            return insert;
        }
    }

    private sealed class Insert
    {
        private readonly SqliteCommand _command;

        public Insert(SqliteConnection connection, string table, string[] columns)
        {
            _command = connection.CreateCommand();
#pragma warning disable CA2100 // The names stand above.
            _command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
            for (var i = 0; i < columns.Length; i++) _command.Parameters.AddWithValue($"@p{i}", DBNull.Value);
        }

        public void In(SqliteTransaction transaction) => _command.Transaction = transaction;

        public void Run(params object?[] values)
        {
            for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            _command.ExecuteNonQuery();
        }
    }
}
