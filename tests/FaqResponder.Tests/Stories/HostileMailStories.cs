using System.Text;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Stories;

/// <summary>
/// Mails whose headers are made to break a reply (M16, and M1, M5, M7, M8 with it): each has an outcome, what goes out of it is well-formed, has the fields that
/// a reply has and one recipient, and nobody else hears of it.
/// </summary>
public sealed class HostileMailStories(MailServer server)
{
    private static readonly string Long = new('x', 10_000);
    private static readonly string Emoji = string.Concat(Enumerable.Repeat("👩🏽‍🚀👨‍👩‍👧", 400));

    private static readonly string[] Always =
        ["Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "Message-Id", "MIME-Version", "Subject", "To", "X-Auto-Response-Suppress"];

    /// <summary>What stands in the header, and what becomes of it: the subject and the display name of the reply, or no reply.</summary>
    private static readonly Hostile[] All =
    [
        new("line breaks in the subject", "Subject: =?utf-8?Q?Assurance=0D=0ABcc:_VICTIM=0D=0A=0D=0AX?=", "Auto: AssuranceBcc: VICTIMX"),
        new("lone line breaks in the subject", "Subject: =?utf-8?Q?Assurance=0DBcc:_VICTIM=0ATo:_VICTIM?=", "Auto: AssuranceBcc: VICTIMTo: VICTIM"),
        new("base64 line breaks in the subject", $"Subject: =?utf-8?B?{Convert.ToBase64String("Assurance\r\nBcc: victim@x\u0085\u2028\u2029\0\u001b[2J"u8)}?=", "Auto: AssuranceBcc: victim@x [2J"),
        new("line breaks in the name", "From: =?utf-8?Q?Eve=0D=0ABcc=3A_VICTIM?= <ASKER>", To: ""),
        new("another address in the name", "From: =?utf-8?Q?=3CVICTIM=3E=2C?= <ASKER>", To: ""),
        new("another address in the name, bare", "From: \"VICTIM\" <ASKER>", To: ""),
        new("quotes and brackets in the name", "From: \"a\\\"b\\\\ <c>, d: e;\" <ASKER>", To: "a\"b\\ <c>, d: e;"),
        new("a name that turns the direction", "From: =?utf-8?B?" + Convert.ToBase64String("L\u202Ea\u2066b\u202Cc"u8) + "?= <ASKER>", To: "L a b c"),
        new("an endless name", $"From: {Long} <ASKER>", To: Long[..100]),
        new("a NUL in the name", "From: \"L\0a\" <ASKER>", To: "L a"),
        new("no subject", "", "Auto: votre message", NoSubject: true),
        new("a subject of nothing", "Subject: =?utf-8?Q?=0D=0A=09_?=", "Auto: votre message"),
        new("nothing but Re", "Subject: Re: Re: RE : Re:", "Auto: votre message"),
        new("an endless subject", $"Subject: {string.Concat(Enumerable.Repeat(Long, 10))}", $"Auto: {Long[..199]}…"),
        new("an endless subject of emoji", $"Subject: {Emoji}", $"Auto: {string.Concat(Enumerable.Repeat("👩🏽‍🚀👨‍👩‍👧", 13))}…"),
        new("a subject that turns the direction", "Subject: =?utf-8?B?" + Convert.ToBase64String("Assurance \u202Eliam a si siht"u8) + "?=", "Auto: Assurance liam a si siht"),
        new("a subject in Arabic", "Subject: التأمين المهني", "Auto: التأمين المهني"),
        new("an answer of a machine", "Subject: Auto: Assurance", null),
        new("an absence", "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Assurance?=", null),
        new("line breaks in the identifier", "Message-ID: =?utf-8?Q?<a=40b>=0D=0ABcc:_VICTIM?="),
        new("line breaks in the thread", "References: =?utf-8?Q?<g=40h>=0D=0ABcc:_VICTIM_<c=40d>?=\r\nMessage-ID: <e@f>"),
        new("an identifier without brackets", "Message-ID: abc@client.test"),
        new("an identifier with spaces", "Message-ID: <a b c@client test>"),
        new("an endless identifier", $"Message-ID: <{Long[..5000]}@client.test>"),
        new("a long identifier", $"Message-ID: <{Long[..880]}@client.test>\r\nReferences: <{Long[..700]}@x> <{Long[..850]}@y>"),
        new("an empty identifier", "Message-ID: <>\r\nReferences: <> , ;"),
        new("an eight-bit identifier", "Message-ID: <é@client.test>"),
        new("fields of a list and of others", "Reply-To: VICTIM\r\nErrors-To: VICTIM\r\nSender: VICTIM\r\nResent-To: VICTIM\r\nX-Forward: VICTIM\r\nApparently-To: VICTIM"),
        new("two senders", "From: ASKER, VICTIM", null),
        new("no sender", "From: ", null),
        new("a sender without a domain", "From: lea", null),
        new("a sender who looks like an option", "From: -f@client.test", null, Envelope: "-f@client.test", Drafted: true),
        new("a sender with a space", "From: <\"l a\"@client.test>", null, Envelope: "\"l a\"@client.test", Drafted: true),
        new("a victim as return path", "From: ASKER", null, Envelope: "VICTIM"),
        new("a return path that decodes to another", "From: VICTIM", null, Envelope: "=?us-ascii?Q?QUOTED=3E?=@client.test"),
    ];

    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _victim = server.NewAccount("victim", "client.test");

    [Fact]
    public async Task No_hostile_mail_gets_anything_but_one_sound_reply()
    {
        await using var service = Answering();
        var askers = await DeliverAllAsync();
        await service.StartAsync();

        await EndAsync(service, askers.Count);

        var wrong = new List<string>();
        foreach (var (asker, mail) in askers) wrong.AddRange(await WrongAsync(asker, mail));
        wrong.ShouldBeEmpty();
        (await server.ReadAsync(_victim)).ShouldBeEmpty();
        var sent = await RawMail.ReadAsync(server, _author, "Sent");
        sent.Count.ShouldBe(All.Count(m => m.IsAnswered));
        foreach (var copy in sent) copy.ShouldBeWellFormed();
    }

    [Fact]
    public async Task Drafts_of_hostile_mails_are_sound_too()
    {
        await using var service = Answering(Mode.Draft);
        var askers = await DeliverAllAsync();
        await service.StartAsync();

        await EndAsync(service, askers.Count);
        await service.RestsAsync();

        var drafts = await RawMail.ReadAsync(server, _author, "Drafts");
        drafts.Count.ShouldBe(All.Count(m => m.IsAnswered || m.Drafted));
        foreach (var draft in drafts)
        {
            draft.ShouldBeWellFormed().Written.ShouldBe(ComposingStories.WrittenByHer.Where(f => draft[f] is not null));
            draft["To"]!.Count(c => c == '@').ShouldBe(1, draft["To"]);
        }
    }

    private Service Answering(Mode mode = Mode.Answer)
    {
        var service = new Service(server, _author, mode);
        service.Settings = service.Settings with
        {
            Answering = service.Settings.Answering with { Caps = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue), Thresholds = new(0, 0) },
        };
        return service;
    }

    private async Task<IReadOnlyList<(MailAccount Asker, Hostile Mail)>> DeliverAllAsync()
    {
        var askers = new List<(MailAccount, Hostile)>();
        foreach (var mail in All)
        {
            var asker = server.NewAccount("lea", "client.test");
            askers.Add((asker, mail));
            await server.DeliverRawAsync(_author, Encoding.UTF8.GetBytes(Source(mail.Fields, asker, mail.NoSubject)), mail.Envelope is { } path ? Named(path, asker) : asker.Address);
        }

        return askers;
    }

    /// <summary>A mail that asks what a post answers, with fields of its own; From and Subject are as usual unless they are among these.</summary>
    private string Source(string fields, MailAccount asker, bool noSubject = false)
    {
        var source = new StringBuilder();
        if (!fields.StartsWith("From:", StringComparison.Ordinal)) source.Append("From: ASKER\r\n");
        if (!noSubject && !fields.Contains("Subject:", StringComparison.Ordinal)) source.Append("Subject: Assurance\r\n");
        if (fields.Length > 0) source.Append(fields).Append("\r\n");
        source.Append("To: ").Append(_author.Address).Append("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").Append(Posts.InsuranceQuestion).Append("\r\n");
        return Named(source.ToString(), asker);
    }

    private string Named(string text, MailAccount asker) => text.Replace("ASKER", asker.Address, StringComparison.Ordinal)
        .Replace("QUOTED", _victim.Address.Replace("@", "=40", StringComparison.Ordinal), StringComparison.Ordinal).Replace("VICTIM", _victim.Address, StringComparison.Ordinal);

    private static Task EndAsync(Service service, int mails) => Eventually.TrueAsync(
        // What waits or is answered has come to its end.
        () => service.Ledger.Counts() is var counts && counts.Values.Sum() == mails && counts.All(c => c.Key is MailState.Answered or MailState.Waiting or MailState.SetAside),
        () => $"{string.Join(", ", service.Ledger.Counts())}; {service.JournalText}");

    /// <summary>What is not as it should be in the reply to a mail.</summary>
    private async Task<IEnumerable<string>> WrongAsync(MailAccount asker, Hostile mail)
    {
        if (!mail.IsAnswered) return (await server.ReadAsync(asker)).Select(m => $"{mail.Name}: answered with {m.Subject}");

        var raw = (await RawMail.FirstAsync(server, asker)).ShouldBeWellFormed();
        raw.Written.Except(["In-Reply-To", "References"]).ShouldBe(Always, mail.Name);
        raw["To"]!.Count(c => c == '@').ShouldBe(1, mail.Name);
        var subject = Rfc2047.DecodeText(Encoding.ASCII.GetBytes(raw["Subject"]!));
        var to = InternetAddressList.Parse(raw["To"]!).Mailboxes.ShouldHaveSingleItem(mail.Name);
        to.Address.ShouldBe(asker.Address, mail.Name);
        var wrong = new List<string>();
        if (subject != Named(mail.Subject!, asker)) wrong.Add($"{mail.Name}: the subject is “{subject}”");
        if (mail.To is { } name && (to.Name ?? "") != name) wrong.Add($"{mail.Name}: the name is “{to.Name}”");
        return wrong;
    }

    /// <summary>One of them: ASKER, VICTIM and QUOTED (the victim within an encoded word) stand for addresses; a subject of <see langword="null"/> means that it waits, drafted that only a machine can't answer it.</summary>
    private sealed record Hostile(string Name, string Fields, string? Subject = "Auto: Assurance", string? To = null, bool NoSubject = false, string? Envelope = null, bool Drafted = false)
    {
        public bool IsAnswered => Subject is not null;
    }
}
