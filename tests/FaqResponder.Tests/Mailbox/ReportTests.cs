using System.Text;

using FaqResponder.Core.Mails;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

public sealed class ReportTests
{
    public static TheoryData<string, string, ReportKind, string?> Known => new()
    {
        { nameof(Reports.Postfix), Reports.Postfix, ReportKind.Bounce, "5.1.1" },
        { nameof(Reports.Orange), Reports.Orange, ReportKind.Bounce, "5.2.2" },
        { nameof(Reports.FreeDelay), Reports.FreeDelay, ReportKind.Delay, "4.4.1" },
        { nameof(Reports.Gmail), Reports.Gmail, ReportKind.Bounce, "5.1.1" },
        { nameof(Reports.Exchange), Reports.Exchange, ReportKind.Bounce, "5.1.10" },
        { nameof(Reports.Qmail), Reports.Qmail, ReportKind.Bounce, "5.1.1" },
        { nameof(Reports.Receipt), Reports.Receipt, ReportKind.Receipt, null },
        { nameof(Reports.Complaint), Reports.Complaint, ReportKind.Complaint, null },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task A_report_names_the_mail_that_it_is_about(string system, string source, ReportKind kind, string? status)
    {
        var report = (await ReadAsync(source)).Report.ShouldNotBeNull(system);

        report.Kind.ShouldBe(kind);
        report.OriginalMessageId.ShouldBe(Reports.Original);
        report.Recipients.ShouldBe(["lea@client.test"]);
        report.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_mail_passed_on_as_a_file_is_no_report() =>
        (await ReadAsync("Return-Path: <lea@client.test>\nFrom: lea@client.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nRegardez ?\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <a@b>\n\nx\n--b--\n"))
            .Report.ShouldBeNull();

    [Fact]
    public async Task A_report_is_stored_with_its_mail_and_mail_stored_before_still_reads()
    {
        var mail = await ReadAsync(Reports.Postfix);

        StoredJson.ReadMail(StoredJson.Write(mail)).Report!.OriginalMessageId.ShouldBe(Reports.Original);
        StoredJson.ReadMail("""{"Subject":"Question","Text":"Bonjour ?"}""").Report.ShouldBeNull();
    }

    private static async Task<IncomingMail> ReadAsync(string source)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(source));
        return await MimeReader.ReadAsync(stream, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
    }
}
