using FaqResponder.Core.Screening;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Screening;

public sealed class ScreeningRulesTests
{
    private static readonly ScreeningPolicy Policy = new()
    {
        Own = new([Some.Author, "moi@example.net"]),
        FreshSince = Some.Noon.AddDays(-2),
        MaxSize = 1_000_000,
        AnswerUnauthenticated = true,
    };

    [Fact]
    public void A_plain_question_meets_no_rule() => Rules(Some.Mail()).ShouldBeEmpty();

    [Theory]
    [InlineData("N1", "Return-Path", "<>")]
    [InlineData("N1", "Return-Path", " < > ")]
    [InlineData("N3", "Auto-Submitted", "auto-replied")]
    [InlineData("N3", "Auto-Submitted", "AUTO-GENERATED; owner=x")]
    [InlineData("N3", "auto-submitted", "(a (nested) no) auto-notified")]
    [InlineData("N4", "List-Id", "<une-liste.example.org>")]
    [InlineData("N4", "list-unsubscribe", "<mailto:x@example.org>")]
    [InlineData("N5", "Precedence", "Bulk")]
    [InlineData("N5", "Precedence", "junk (really)")]
    [InlineData("N5", "Precedence", "list")]
    [InlineData("N5", "Precedence", "auto_reply")]
    [InlineData("N6", "X-Auto-Response-Suppress", "All")]
    [InlineData("N6", "X-Auto-Response-Suppress", "RN, oof")]
    [InlineData("N6", "X-Auto-Response-Suppress", "DR,AutoReply")]
    [InlineData("N7", "Return-Path", "<bounces+12@example.com>")]
    [InlineData("N10", "X-Autoreply", "yes")]
    [InlineData("N10", "X-Loop", "lea@example.com")]
    [InlineData("N10", "Feedback-ID", "1:2")]
    [InlineData("N15", "X-Spam-Flag", "YES")]
    [InlineData("N15", "X-Spam-Status", "Yes, score=7.1")]
    public void A_header_stops_a_mail(string rule, string name, string value) => Rules(Some.Mail((name, value))).First().ShouldBe(rule);

    [Theory]
    [InlineData("Return-Path", "<lea@example.com>")]
    [InlineData("Auto-Submitted", "no")]
    [InlineData("Auto-Submitted", "No (auto-generated? no); x=auto")]
    [InlineData("Auto-Submitted", "")]
    [InlineData("Precedence", "first-class")]
    [InlineData("X-Auto-Response-Suppress", "None")]
    [InlineData("X-Auto-Response-Suppress", "RN, NRN")]
    [InlineData("X-Spam-Flag", "NO")]
    [InlineData("X-Spam-Status", "No, score=-1")]
    [InlineData("X-Mailer", "auto-replied List-Id")]
    public void A_harmless_header_does_not_stop_a_mail(string name, string value) => Rules(Some.Mail((name, value))).ShouldBeEmpty();

    [Fact]
    public void Auto_submitted_is_read_in_every_instance() =>
        Rules(Some.Mail(headers: [("Auto-Submitted", "no"), ("Auto-Submitted", "auto-replied")])).ShouldBe(["N3"]);

    [Fact]
    public void Her_own_mail_is_filed_in_any_case_of_letters()
    {
        var hit = Hits(Some.Mail(from: "MOI@Example.net"))[0];

        (hit.Rule, hit.FileIt).ShouldBe(("N2", true));
    }

    [Fact]
    public void A_form_on_her_own_site_is_not_filed()
    {
        var form = Some.Mail(from: Some.Author) with { ReplyTo = [new("Léa", "lea@example.com")] };

        var hit = Hits(form)[0];

        (hit.Rule, hit.FileIt).ShouldBe(("N2", false));
    }

    [Fact]
    public void A_mail_that_came_through_her_own_address_is_not_filed() =>
        Hits(Some.Mail(("Return-Path", "<Sylvie@example.org>")))[0].ShouldBe(new("N2", "Sylvie@example.org", FileIt: false));

    [Theory]
    [InlineData("<www-data@cluster42.example.net>", "www-data@cluster42.example.net")]
    [InlineData("<bob@example.net> (added by postmaster@example.net)", "bob@example.net")]
    public void A_mail_that_did_not_come_from_its_sender_waits(string path, string found) =>
        Hits(Some.Mail(("Return-Path", path))).ShouldBe([new("N17", found, FileIt: false)]);

    [Theory]
    [InlineData("<LEA@example.com>")]
    [InlineData("<lea@example.com> (added by postmaster@example.com)")]
    [InlineData("<@relay.example.net:lea@example.com>")]
    public void A_return_path_is_read_as_old_servers_write_it(string path) => Hits(Some.Mail(("Return-Path", path))).ShouldBeEmpty();

    [Theory]
    [InlineData("mailer-daemon")]
    [InlineData("MAILER-DAEMON")]
    [InlineData("noreply")]
    [InlineData("no-reply")]
    [InlineData("do_not_reply")]
    [InlineData("donotreply")]
    [InlineData("ne-pas-repondre")]
    [InlineData("nepasrepondre")]
    [InlineData("boutique.noreply+42")]
    [InlineData("postmaster")]
    [InlineData("bounce-99")]
    [InlineData("notifications")]
    [InlineData("owner-tricot")]
    [InlineData("tricot-request")]
    [InlineData("majordomo")]
    [InlineData("listserv")]
    public void A_system_sender_stops_a_mail(string local) => Rules(Some.Mail(from: $"{local}@example.com")).ShouldBe(["N7"]);

    [Theory]
    [InlineData("info")]
    [InlineData("contact")]
    [InlineData("noel")]
    [InlineData("owner")]
    [InlineData("request.lea")]
    [InlineData("donot")]
    [InlineData("reply")]
    [InlineData("webmaster")]
    public void A_small_firm_or_a_person_may_ask(string local) => Rules(Some.Mail(from: $"{local}@example.com")).ShouldBeEmpty();

    [Theory]
    [InlineData("multipart/report")]
    [InlineData("message/feedback-report")]
    public void A_report_is_filed(string type) =>
        Hits(Some.Mail() with { ContentType = type }).ShouldHaveSingleItem().ShouldBe(new("N9", type, FileIt: true));

    [Fact]
    public void A_delivery_status_inside_is_a_report() =>
        Rules(Some.Mail() with { ContentType = "multipart/mixed", PartTypes = ["text/plain", "message/delivery-status"] }).ShouldBe(["N9"]);

    [Fact]
    public void A_forwarded_mail_is_no_report() => Rules(Some.Mail() with { PartTypes = ["text/plain", "message/rfc822"] }).ShouldBeEmpty();

    [Theory]
    [InlineData("Réponse automatique : Votre facture")]
    [InlineData("Absence du bureau")]
    [InlineData("Absente jusqu’au 12")]
    [InlineData("Absent : Re: rendez-vous")]
    [InlineData("Je suis absente du 3 au 9")]
    [InlineData("Message d’absence")]
    [InlineData("Automatic reply: hello")]
    [InlineData("Auto: Une question")]
    [InlineData("Out of Office")]
    [InlineData("Automatische Antwort: Frage")]
    public void An_absence_subject_stops_a_mail(string subject) => Rules(Some.Mail(subject)).ShouldBe(["N11"]);

    [Theory]
    [InlineData("Question sur les absences")]
    [InlineData("Absence de contrat")]
    [InlineData("Absente des annuaires, que faire ?")]
    [InlineData("Automatiser ma facturation")]
    [InlineData("Auto-entrepreneur : par où commencer")]
    [InlineData("Re: Réponse automatique")]
    public void A_question_about_absence_does_not_stop_a_mail(string subject) => Rules(Some.Mail(subject)).ShouldBeEmpty();

    [Fact]
    public void A_mail_needs_exactly_one_clear_sender()
    {
        Rules(Some.Mail() with { From = [] }).ShouldBe(["N17"]);
        Rules(Some.Mail() with { From = [new("", "lea")] }).ShouldBe(["N17"]);
        Rules(Some.Mail() with { From = [new("", "lea@example.com"), new("", "leo@example.com")] }).ShouldBe(["N17"]);
    }

    [Fact]
    public void An_unusual_mail_waits_for_the_author()
    {
        Rules(Some.Mail() with { Size = 1_000_001 }).ShouldBe(["N18"]);
        Rules(Some.Mail() with { PartTypes = ["text/plain", "text/calendar"] }).ShouldBe(["N18"]);
        Rules(Some.Mail() with { ContentType = "multipart/encrypted" }).ShouldBe(["N18"]);
        Rules(Some.Mail() with { Size = 1_000_000 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_round_mail_waits_for_the_author_and_a_couple_does_not()
    {
        var couple = Some.Mail() with { Cc = [new("", "leo@example.com")] };

        Rules(couple).ShouldBeEmpty();
        Rules(couple with { Cc = [new("", "leo@example.com"), new("", "LEO@example.com")] }).ShouldBeEmpty();
        Rules(couple with { Cc = [new("", "leo@example.com"), new("", "zoe@example.com")] }).ShouldBe(["N18"]);
    }

    [Fact]
    public void History_is_never_answered()
    {
        Rules(Some.Mail() with { ArrivedAt = Policy.FreshSince.AddTicks(-1) }).ShouldBe(["N20"]);
        Rules(Some.Mail() with { ArrivedAt = Policy.FreshSince, Date = Policy.FreshSince.AddYears(-5) }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("leo@example.com")]
    [InlineData("LEO+promo@Example.com")]
    [InlineData("anyone@shop.example.net")]
    public void Whom_the_author_named_no_machine_answers(string sender)
    {
        var policy = Policy with { NeverAnswer = new(["leo@example.com", "@shop.example.net"]) };

        Rules(Some.Mail(from: sender), policy).ShouldBe(["N7"]);
        Rules(Some.Mail(from: "zoe@example.net"), policy).ShouldBeEmpty();
    }

    [Fact]
    public void Mail_that_names_her_nowhere_waits()
    {
        var blind = Some.Mail() with { To = [new("", "someone@example.com")] };

        Rules(blind).ShouldBe(["N8"]);
        Rules(blind with { Cc = [new("", "SYLVIE+blog@example.org")] }).ShouldBeEmpty();
        Rules(blind with { Headers = [new("Resent-To", "Moi <Moi@Example.net>")] }).ShouldBeEmpty();
        Rules(blind with { Headers = [new("X-Note", "moi@example.net")] }).ShouldBe(["N8"]);
        Rules(blind with { Headers = [new("Bcc", "pas-moi@example.net, notmoi@example.net")] }).ShouldBe(["N8"]);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "sylvie@work.example moi@example.net")]
    [InlineData("Resent-From", "<sylvie@work.example>")]
    [InlineData("X-MS-Exchange-Inbox-Rules-Loop", "sylvie@work.example")]
    public void A_relay_that_stamps_mail_of_people_is_known_by_its_name(string field, string value)
    {
        var relayed = Some.Mail(headers: [("Auto-Submitted", "auto-generated"), ("Precedence", "bulk"), ("X-Auto-Response-Suppress", "All"), ("X-Loop", "1"), (field, value)]);

        Rules(relayed, Policy with { Relays = new(["sylvie@work.example"]) }).ShouldBeEmpty();
        Rules(relayed, Policy with { Relays = new(["@other.example"]) }).ShouldBe(["N3", "N5", "N6", "N10"]);
        Rules(relayed with { Headers = [.. relayed.Headers, new("List-Id", "x")] }, Policy with { Relays = new(["sylvie@work.example"]) }).ShouldBe(["N4"]);
    }

    [Theory]
    [InlineData("<SRS0=HHH=TT=example.com=lea@forwarder.example>")]
    [InlineData("<srs0+HHH=TT=example.com=lea@forwarder.example>")]
    [InlineData("<SRS1=HHH=first.example==XXX=TT=example.com=lea@second.example>")]
    [InlineData("<prvs=1234567890=lea@example.com>")]
    public void A_return_path_that_a_forwarder_rewrote_is_who_it_was(string path) => Rules(Some.Mail(("Return-Path", path))).ShouldBeEmpty();

    [Theory]
    [InlineData("<SRS0=HHH=TT=example.net=lea@forwarder.example>")]
    [InlineData("<lea=example.com@forwarder.example>")]
    public void Another_rewritten_return_path_is_not(string path) => Rules(Some.Mail(("Return-Path", path))).ShouldBe(["N17"]);

    [Fact]
    public void A_listed_form_asks_for_who_filled_it_in()
    {
        var form = Some.Mail(from: Some.Author, headers: [("Return-Path", "<www-data@host.example>")]) with { ReplyTo = [new("Léa", "lea@example.com")] };
        var own = Policy.Own;

        var resolved = ContactForms.Resolve(form, new([Some.Author]), own);

        resolved.Asker.ShouldBe(new MailAddress("Léa", "lea@example.com"));
        Rules(resolved).ShouldBeEmpty();
        Rules(ContactForms.Resolve(form, new(["other@example.org"]), own)).ShouldBe(["N2", "N17"]);
        Rules(ContactForms.Resolve(form with { ReplyTo = [new("", "noreply@example.com")] }, new([Some.Author]), own)).ShouldBe(["N7"]);
        ContactForms.Resolve(form with { ReplyTo = [new("", "Sylvie@example.org")] }, new([Some.Author]), own).ThroughForm.ShouldBeNull();
        ContactForms.Resolve(form with { ReplyTo = [new("", "a@example.com"), new("", "b@example.com")] }, new([Some.Author]), own).ThroughForm.ShouldBeNull();
    }

    [Fact]
    public void What_her_mail_program_or_server_calls_junk_is_spam()
    {
        Rules(Some.Mail() with { Keywords = ["$Junk"] }).ShouldBe(["N15"]);
        Rules(Some.Mail() with { Keywords = ["junk"] }).ShouldBe(["N15"]);
        Rules(Some.Mail() with { Keywords = ["NonJunk", "$NotJunk"] }).ShouldBeEmpty();
    }

    [Fact]
    public void The_most_final_rule_comes_first()
    {
        var bounce = Some.Mail(from: "mailer-daemon@example.com", headers: [("Return-Path", "<>"), ("Auto-Submitted", "auto-replied"), ("List-Id", "x")]);

        Rules(bounce with { ContentType = "multipart/report" }).ShouldBe(["N9", "N1", "N4", "N3", "N7"]);
    }

    [Fact]
    public void Every_rule_has_words_that_name_what_was_found()
    {
        foreach (var rule in (string[])["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N15", "N16", "N17", "N18", "N20", "N99"])
        {
            var words = ScreeningRules.Words(rule, "x");

            words.French.ShouldNotBe(words.English);
            words.French.ShouldNotStartWith(rule == "N99" ? "x" : "règle");
        }
    }

    // What a server leaves on any mail, unless the test says otherwise.
    private static IReadOnlyList<ScreeningHit> Hits(IncomingMail mail, ScreeningPolicy? policy = null) => ScreeningRules.Check(
        mail.ReturnPath is null ? mail with { Headers = [new("Return-Path", $"<{mail.Asker?.Address ?? "x@example.com"}>"), .. mail.Headers] } : mail, policy ?? Policy);

    private static IEnumerable<string> Rules(IncomingMail mail, ScreeningPolicy? policy = null) => Hits(mail, policy).Select(h => h.Rule);
}
