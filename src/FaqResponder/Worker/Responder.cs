using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Letters;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Reads, screens, matches and decides mails, and records what follows from it. One mail that fails stops no other.</summary>
internal sealed class Responder(
    MailLedger ledger, PostShelf posts, ReplyComposer composer, FaqSettings settings, Journal journal, WorkProgress progress, TimeProvider clock)
{
    private const int MostAttempts = 3;
    private const double LeastOfHold = 0.75;
    private const double MostOfHold = 1.25;

    /// <summary>Decides all mails that wait for it.</summary>
    public void DecideAll(string mailbox)
    {
        while (ledger.TakeUndecided(mailbox, Intake.BatchSize) is { Count: > 0 } mails)
        {
            Checkpoints.Pass(Checkpoint.AttemptCounted);
            var thoughts = mails.Select(Think).ToDictionary(t => t.MailId);
            ledger.RecordDecisions(mails, (mail, answers) => Conclude(mail, thoughts[mail.Id], answers));
            Checkpoints.Pass(Checkpoint.DecisionsRecorded);
            progress.HasDecided(mails.Count);
        }
    }

    /// <summary>What may answer a mail that waits, by what is known today; <see langword="null"/> for one that can't be read.</summary>
    public Proposal? Propose(IncomingMail mail)
    {
        if (mail.Unreadable is not null) return null;
        var reading = MailReader.Read(mail);
        var (decision, matches) = Decide(mail, reading);
        IReadOnlyList<Match> ready = decision switch
        {
            Decision.Answer answer => answer.Posts,
            Decision.AskTheAuthor ask => ask.Suggested,
            _ => [],
        };
        return new(reading, Decider.Offered(decision, matches), ready);
    }

    /// <summary>A draft with what is proposed; <see langword="null"/> when there is nobody to address it to.</summary>
    public NewReply? Draft(IncomingMail mail, Proposal proposal) => Write(mail, proposal.Reading, [.. proposal.Ready.Select(m => m.Post)], ReplyKind.Draft);

    private (Decision Decision, MailMatches Matches) Decide(IncomingMail mail, Reading reading)
    {
        var policy = settings.Screening.Policy(settings.Author, clock.GetUtcNow() - settings.Answering.MaxAge, settings.Answering.MaxSize);
        var screening = mail.Unreadable is null ? ScreeningRules.Check(mail, policy) : [];
        var matches = mail.Unreadable is null ? posts.Matcher.Match(mail.Subject, reading) : MailMatches.None;
        return (Decider.Decide(mail, reading, screening, matches, settings.Answering.Thresholds), matches);
    }

    /// <summary>What can be decided of a mail by itself, without earlier answers; done before the database is locked.</summary>
    private Thought Think(UndecidedMail item)
    {
        var mail = item.Mail;
        if (item.Attempts >= MostAttempts) return GiveUp(item, $"{item.Attempts}");
#pragma warning disable CA1031 // Around one mail: whatever is wrong with it, it waits for the author and the others go on.
        try
        {
            var reading = mail.Unreadable is null ? MailReader.Read(mail) : new Reading { Text = "" };
            var (decision, matches) = Decide(mail, reading);
            return new(item.Id, reading, Decider.Offered(decision, matches), decision);
        }
        catch (Exception fault)
        {
            // Its words may cite the mail; where it happened doesn't.
            var where = $"{fault.GetType().Name} {fault.StackTrace?.Split('\n')[0].Trim()}";
            journal.Warning(new($"message {item.Id} : {where}", $"mail {item.Id}: {where}"));
            return GiveUp(item, $"{item.Attempts + 1}");
        }
#pragma warning restore CA1031
    }

    private static Thought GiveUp(UndecidedMail item, string attempts) =>
        new(item.Id, new Reading { Text = "" }, [], new Decision.AskTheAuthor([], new(Because.KeptFailing, attempts)));

    private RecordedDecision Conclude(UndecidedMail item, Thought thought, AnswerRecord answers)
    {
        // Before all else: what brings a gesture of a letter back asks nothing, whoever sent it.
        if (Gesture(item, answers) is { } gesture) return new(gesture, [], null, null);
        if (item.Mail.Report is { } report && answers.Returns.Tie(report) is { } tied) return new(new Decision.SetAside(tied), [], null, null);
        var thread = answers.Conversations.Of(item.Mail, ReplyHeaders.AnswersAutomatic(item.Mail.Subject, settings.Answering.SubjectPrefix));
        var decision = Conversation.Pass(thought.Decision, thought.Reading.Matter, thread);
        // What she was sent already comes last among what the author may send now.
        thought = thought with { Matches = [.. thought.Matches.OrderBy(m => thread.PostsSent.Contains(m.Post.Id))] };
        if (decision.Reason.Because is Because.Satisfied or Because.NotSatisfied && thread.RepliesTo is { } answer) answers.Conversations.Judge(answer, decision.Reason.Because);
        if (decision is Decision.Answer chosen)
        {
            var history = answers.For(item.Mail.Asker?.Address ?? "", settings.Mode, settings.Answering.RepeatAfter) with
            {
                Unproven = Unproven(answers, chosen.Posts),
                Precision = settings.Answering.Precision,
            };
            decision = Gates.Pass(decision, history, settings.Answering.Caps);
            if (decision.Reason is { Because: Because.CapReached, Details: [_, nameof(Caps.PerHour) or nameof(Caps.PerDay)] }) Pause(answers, decision.Reason);
        }

        var language = thought.Reading.Language?.Code();
#pragma warning disable CA1031 // Around one mail: what can't be composed for it must not undo the decisions on the others.
        try
        {
            return new(decision, thought.Matches, ReplyFor(item.Mail, thought, decision), language) { Asked = thought.Reading.Asked };
        }
        catch (Exception fault)
        {
            return new(new Decision.AskTheAuthor([], new(Because.NotComposed, fault.Message)), thought.Matches, null, language) { Asked = thought.Reading.Asked };
        }
#pragma warning restore CA1031
    }

    private Decision? Gesture(UndecidedMail item, AnswerRecord answers)
    {
        if (GestureToken.DigestIn(item.Mail) is not { } digest) return null;
        var policy = settings.Screening.Policy(settings.Author, DateTimeOffset.MinValue, long.MaxValue);
        return answers.LodgeGesture(item.Id, item.Mail, digest, AuthorProof.IsClaimed(item.Mail, policy), AuthorProof.IsGiven(item.Mail, policy));
    }

    // In other modes nothing goes out by itself.
    private IReadOnlyDictionary<string, TrackRecord> Unproven(AnswerRecord answers, IReadOnlyList<Match> chosen) => settings is { Mode: Mode.Answer, Answering.Trust: Trust.Earned }
        ? answers.Unproven([.. chosen.Select(m => m.Post.Id)], settings.Answering.Thresholds.Answer, settings.Answering.Precision) : new Dictionary<string, TrackRecord>();

    private void Pause(AnswerRecord answers, Reason reason)
    {
        answers.PauseByCap();
        journal.Warning(new(
            $"{reason.Words.French} ; plus aucune ne part. Regardez ce qui est parti, puis : faqresponder resume",
            $"{reason.Words.English}; no more go out. Look at what went out, then: faqresponder resume"));
    }

    private NewReply? ReplyFor(IncomingMail mail, Thought thought, Decision decision) => decision switch
    {
        Decision.Answer answer => Write(mail, thought.Reading, [.. answer.Posts.Select(m => m.Post)], ReplyKind.Automatic),
        Decision.AskTheAuthor { Suggested.Count: > 0 } ask when settings.Mode is not Mode.Watch && ask.Reason.Because is not Because.AlreadySent =>
            Write(mail, thought.Reading, [.. ask.Suggested.Select(m => m.Post)], ReplyKind.Draft),
        _ => null,
    };

    private NewReply? Write(IncomingMail mail, Reading reading, IReadOnlyList<Post> chosen, ReplyKind kind)
    {
        var reply = composer.Compose(mail, reading, chosen, kind, MimeWriter.NewMessageId(settings.Author.Address));
        if (reply is null && kind is ReplyKind.Automatic) throw new InvalidOperationException("Return-Path, From ?");
        return reply is null ? null : new(kind, reply.MessageId, reply.ToAddress, reply.Subject, MimeWriter.Write(reply), [.. chosen.Select(p => p.Id)])
        {
            HoldFor = kind is ReplyKind.Automatic ? Varied(settings.Answering.HoldTime) : TimeSpan.Zero,
        };
    }

    // A machine that always takes the same time is one at first sight.
#pragma warning disable CA5394 // Nobody is to be kept from guessing it.
    private static TimeSpan Varied(TimeSpan time) => time * (LeastOfHold + (Random.Shared.NextDouble() * (MostOfHold - LeastOfHold)));
#pragma warning restore CA5394

    private sealed record Thought(long MailId, Reading Reading, IReadOnlyList<Match> Matches, Decision Decision);
}

/// <summary>What may answer a mail.</summary>
/// <param name="Offered">What is shown to the author, best first.</param>
/// <param name="Ready">What is laid ready: good enough for a draft.</param>
internal sealed record Proposal(Reading Reading, IReadOnlyList<Match> Offered, IReadOnlyList<Match> Ready);
