using System.Text;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

public sealed class DecodingTests
{
    private const string Question = "Où est l’été ? 12 €";

    [Theory]
    [InlineData("utf-16", null)]
    [InlineData("utf-16BE", null)]
    [InlineData("utf-16BE", "utf-16")]
    [InlineData("utf-16", "utf-8")]
    [InlineData("windows-1252", "cp1252")]
    [InlineData("utf-8", "UTF8")]
    [InlineData("iso-8859-15", "iso8859-15")]
    public void Text_is_read_in_the_charset_that_it_shows(string real, string? declared)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = real == "iso-8859-15" ? "Où ? 12 €" : Question;

        MimeReader.Decode(Encoding.GetEncoding(real).GetBytes(text), declared).ShouldBe(text);
    }

    [Fact]
    public void Japanese_is_told_by_its_escapes() =>
        MimeReader.Decode([0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42, 0x3F], null).ShouldBe("あ?");

    [Theory]
    [InlineData("windows-1250", "łąka")]
    [InlineData("windows-1251", "привет")]
    public void Eastern_charsets_are_read_where_they_are_declared(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        MimeReader.Decode(Encoding.GetEncoding(charset).GetBytes(text), charset).ShouldBe(text);
    }

    [Fact]
    public void A_bad_byte_spoils_only_itself()
    {
        byte[] bytes = [.. "Été où élève ? "u8, 0xC3];

        MimeReader.Decode(bytes, "utf-8").ShouldStartWith("Été où élève ? ");
    }

    [Fact]
    public void A_page_names_its_own_charset() =>
        Read([.. "Content-Type: text/html\n\n<meta charset=windows-1251><p>"u8, 0xEF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]).Html!.ShouldEndWith("привет");

    [Fact]
    public void Mail_in_html_alone_is_read() =>
        Words("Content-Type: text/html; charset=utf-8\n\n<html><body><p>Bonjour,</p><div>Faut-il un <b>diplôme</b>&nbsp;?</div></body></html>").ShouldBe("Faut-il un diplôme\u00A0?");

    [Theory]
    [InlineData("format=flowed", "Faut-il un \ndiplôme \npour commencer ?\n", "Faut-il un diplôme pour commencer ?")]
    [InlineData("format=flowed; delsp=yes", "Faut-il un dipl \nôme  \npour commencer ?\n", "Faut-il un diplôme pour commencer ?")]
    [InlineData("format=flowed", " From là où je suis, faut-il \nun diplôme ?\n", "From là où je suis, faut-il un diplôme ?")]
    public void Lines_that_were_broken_to_fit_are_joined(string format, string body, string text) =>
        Read($"Content-Type: text/plain; charset=utf-8; {format}\n\n{body}").Text!.Trim().ShouldBe(text);

    [Fact]
    public void Flowing_lines_leave_quotation_and_signature_alone()
    {
        var mail = Read("Content-Type: text/plain; charset=utf-8; format=flowed\n\n> Bonjour \n> Léa,\n>> plus ancien\nFaut-il \nun diplôme ?\n-- \nLéa\n");

        var reading = MailReader.Read(mail);

        reading.Text.ShouldBe("Faut-il un diplôme ?");
        reading.Signature.ShouldContain("Léa");
        reading.Quoted.ShouldContain("plus ancien");
    }

    [Theory]
    [InlineData("quoted-printable", "Faut-il un dipl=C3=B4me =\n?=\n", "Faut-il un diplôme ?")]
    [InlineData("quoted-printable", "=XX Faut-il un dipl=c3=b4me ? 2+2=4, =", "=XX Faut-il un diplôme ? 2+2=4,")]
    [InlineData("base64", "RmF1dC1pbCB1biBkaXBsw7RtZS\n!! A/", "Faut-il un diplôme ?")]
    [InlineData("base64", "RmF1dC1pbCB1biBkaXBsw7RtZSA", "Faut-il un diplôm")]
    [InlineData("x-unheard-of", "Faut-il un diplôme ?", "Faut-il un diplôme ?")]
    public void Broken_encodings_lose_no_more_than_what_is_broken(string encoding, string body, string text) =>
        Read($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}").Text!.Trim().ShouldBe(text);

    [Fact]
    public void Outlooks_winmail_is_opened_where_there_is_no_other_text()
    {
        var tnef = Tnef("Faut-il un diplôme ?");

        Read($"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(tnef)}\n").Text!.ShouldContain("Faut-il un dipl");
        var broken = Read($"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(tnef.AsSpan(0, 20))}\n");
        broken.Attachments.ShouldBe(["winmail.dat"]);
        broken.Unreadable.ShouldBeNull();
    }

    [Fact]
    public void An_invitation_is_named_and_is_no_text()
    {
        var mail = Read("Content-Type: multipart/alternative; boundary=b\n\n--b\n\nFaut-il venir ?\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n");

        mail.Text!.Trim().ShouldBe("Faut-il venir ?");
        Rules(mail).ShouldContain("N18");
    }

    [Theory]
    [InlineData("multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b", "application/pkcs7-signature; name=smime.p7s")]
    [InlineData("multipart/signed; protocol=\"application/pgp-signature\"; boundary=b", "application/pgp-signature; name=signature.asc")]
    public void Signed_mail_is_read(string whole, string signature) =>
        Words($"Content-Type: {whole}\n\n--b\n\nFaut-il un diplome ?\n--b\nContent-Type: {signature}\n\nxyz\n--b--\n").ShouldBe("Faut-il un diplome ?");

    [Fact]
    public void What_is_signed_as_one_block_is_opened()
    {
        var mail = Read($"Content-Type: application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(SignedBlock("Content-Type: text/plain\r\n\r\nFaut-il un diplome ?\r\n"))}\n");

        mail.Text!.Trim().ShouldBe("Faut-il un diplome ?");
        Rules(mail).ShouldContain("N18");
    }

    [Fact]
    public void Text_that_a_pgp_program_signed_loses_its_wrapping() =>
        Words("Content-Type: text/plain\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nFaut-il un diplome ?\n\n- -- \nLea\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n").ShouldBe("Faut-il un diplome ?");

    [Theory]
    [InlineData("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nxyz\n--b--\n")]
    [InlineData("text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n")]
    public void Encrypted_mail_is_named_and_waits(string rest)
    {
        var mail = Read($"Content-Type: {rest}");

        (mail.Text ?? "").ShouldBeEmpty();
        mail.Unreadable.ShouldBeNull();
        Rules(mail).ShouldContain("N18");
        MailReader.Read(mail).Questions.ShouldBeEmpty();
    }

    [Fact]
    public void Headers_are_read_as_people_meant_them()
    {
        var mail = Read([.. "Subject: Où 😀 ?\nFrom: =?utf-8?Q?L=C3=A9a?= <lea@client.test>\nTo: "u8, .. Encoding.Latin1.GetBytes("Zoé <zoe@client.test>"), .. "\nX-Nul: a\0b\n\nx"u8]);

        mail.Subject.ShouldBe("Où 😀 ?");
        mail.From[0].Name.ShouldBe("Léa");
        mail.To[0].ShouldBe(new("Zoé", "zoe@client.test"));
        mail.Values("X-Nul").Single().ShouldBe("ab");
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_may_end_in_any_way(string end)
    {
        var mail = Read($"From: lea@client.test{end}Subject: Question{end}{end}Faut-il un diplome ?{end}Merci{end}");

        mail.Subject.ShouldBe("Question");
        MailReader.Read(mail).Questions.ShouldBe(["Faut-il un diplome ?"]);
    }

    [Fact]
    public void A_text_loses_its_nuls() => Read("Content-Type: text/plain\n\nFaut-il\0 un diplome ?").Text!.ShouldBe("Faut-il un diplome ?");

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_mail_is_unreadable(string source) => Read(source).Unreadable.ShouldNotBeNullOrEmpty();

    [Fact]
    public void A_boundary_that_never_ends_leaves_the_text() =>
        Words("Content-Type: multipart/mixed; boundary=\"b\n\n--b\n\nFaut-il un diplome ?\n--b").ShouldBe("Faut-il un diplome ?");

    /// <summary>The least of a TNEF stream (MS-OXTNEF): signature, key, and attBody.</summary>
    private static byte[] Tnef(string text)
    {
        var body = Encoding.Latin1.GetBytes(text + "\0");
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(0x223E9F78);
        writer.Write((short)1);
        writer.Write((byte)1);
        writer.Write(0x0002800C);
        writer.Write(body.Length);
        writer.Write(body);
        writer.Write((short)body.Sum(b => b));
        return stream.ToArray();
    }

    /// <summary>A signed-data block without signers (RFC 5652, section 5.1), which programs send as "opaque".</summary>
    private static byte[] SignedBlock(string content)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        var tag = new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            using (writer.PushSequence(tag))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf()) { }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    using (writer.PushSequence(tag)) writer.WriteOctetString(Encoding.ASCII.GetBytes(content));
                }

                using (writer.PushSetOf()) { }
            }
        }

        return writer.Encode();
    }

    private static IEnumerable<string> Rules(IncomingMail mail) =>
        ScreeningRules.Check(mail, Some.Policy(long.MaxValue)).Select(h => h.Rule);

    private static string Words(string source) => MailReader.Read(Read(source)).Text;

    private static IncomingMail Read(string source) => Read(Encoding.UTF8.GetBytes(source));

    private static IncomingMail Read(byte[] source)
    {
        var stream = new MemoryStream(source);
        // A stream in memory is read at once.
        return MimeReader.ReadAsync(stream, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }
}
