using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

public sealed class IncomingMailTests
{
    [Fact]
    public void The_same_mail_on_another_way_has_the_same_digest() =>
        (Some.Mail(("Received", "x")) with { ArrivedAt = Some.Noon.AddDays(1), Size = 9 }).Digest().ShouldBe(Some.Mail().Digest());

    [Fact]
    public void Another_mail_under_the_same_message_id_has_its_own_digest() => Some.Mail(text: "Autre").Digest().ShouldNotBe(Some.Mail().Digest());

    [Fact]
    public void The_topmost_return_path_counts_and_a_missing_one_is_told_from_the_null_path()
    {
        Some.Mail(headers: [("return-path", "<a@example.com>"), ("Return-Path", "<>")]).ReturnPath.ShouldBe("a@example.com");
        Some.Mail(("Return-Path", "<>")).ReturnPath.ShouldBe("");
        Some.Mail().ReturnPath.ShouldBeNull();
    }

    [Theory]
    [InlineData("Lea.M@Example.ORG", "lea.m", "example.org")]
    [InlineData("\"a@b\"@example.org", "\"a", "example.org")]
    [InlineData("lea", "lea", "")]
    public void An_address_has_a_local_part_and_a_domain(string address, string local, string domain)
    {
        var parsed = new MailAddress("", address);

        (parsed.LocalPart, parsed.Domain).ShouldBe((local, domain));
        parsed.IsSameAs($" {address.ToUpperInvariant()} ").ShouldBeTrue();
    }
}
