using System.Globalization;
using System.Text;

using FaqResponder.Support;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Benchmarks;

/// <summary>Makes the mails of the benchmarks: the same ones in every run.</summary>
internal static class Asked
{
    private const int MedianLength = 2048;
    private const int AttachmentSize = 1 << 20;

    // Nothing in them asks, offers or thanks: what is decided depends on the one question.
    private static readonly string[] Sentences =
    [
        "J'habite une petite ville au bord de la mer et je travaille depuis ma table de cuisine.",
        "Mes enfants partent à l'école le matin et le calme revient dans la maison.",
        "Mon frère m'a parlé de votre site pendant le dîner de dimanche dernier.",
        "Depuis le mois de mars je classe des papiers pour une amie qui tient une librairie.",
        "Le train arrive à huit heures et la gare se trouve juste derrière le marché.",
        "J'ai relu plusieurs fois les pages de votre blog, surtout celles de l'automne.",
        "Ma voisine garde mon chat quand je descends voir mes parents dans le sud.",
        "Il pleut beaucoup ici, ce qui laisse du temps pour lire et pour ranger.",
        "Un ancien collègue m'a prêté un ordinateur portable et une imprimante.",
        "L'hiver dernier nous avons repeint la chambre du fond en bleu clair.",
        "Je me lève tôt, je bois un café, puis je regarde ce qui m'attend.",
        "La mairie a refait la place et les bancs sont enfin à l'ombre des arbres.",
    ];

    private static readonly byte[] Attachment = RandomBytes();

    /// <summary>Mails that all ask the question about insurance, each by another address of one asker; every tenth has a large attachment.</summary>
    public static IEnumerable<byte[]> Mails(MailAccount asker, MailAccount author, int count, bool attachments = true)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++) yield return Write(asker, author, i, Text(random), attachments && i % 10 == 3);
    }

    private static byte[] Write(MailAccount asker, MailAccount author, int number, string text, bool attachment)
    {
        using var mail = new MimeMessage();
        mail.Headers.Add("Return-Path", $"<{asker.Address.Replace("@", $"+{number}@", StringComparison.Ordinal)}>");
        mail.Headers.Add("Received", "from smtp.client.test (smtp.client.test [192.0.2.17]) by mx.example.test with ESMTPS id 4F1C2; Mon, 2 Mar 2026 09:12:11 +0100");
        mail.Headers.Add("DKIM-Signature", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=client.test; s=s1; h=from:to:subject; bh=" + new string('a', 44) + "; b=" + new string('b', 172));
        mail.From.Add(new MailboxAddress("Léa Martin", asker.Address.Replace("@", $"+{number}@", StringComparison.Ordinal)));
        mail.To.Add(new MailboxAddress("Sylvie", author.Address));
        mail.Subject = string.Create(CultureInfo.InvariantCulture, $"Assurance {number}");
        mail.Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(1)).AddSeconds(number);
        mail.MessageId = MimeUtils.GenerateMessageId("client.test");
        var body = new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        mail.Body = attachment ? new Multipart("mixed") { body, File() } : body;
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        mail.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static MimePart File() => new("application", "pdf")
    {
        Content = new MimeContent(new MemoryStream(Attachment, writable: false)),
        ContentTransferEncoding = ContentEncoding.Base64,
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        FileName = "contrat.pdf",
    };

    // Lengths spread as those of real mail do: many short ones, few long ones (a log-normal law).
    private static string Text(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var length = Math.Clamp(MedianLength * Math.Exp(0.7 * normal), 300, 20_000);
        var text = new StringBuilder("Bonjour,\n\n");
        while (text.Length < length - Posts.InsuranceQuestion.Length)
        {
            text.Append(Sentences[random.Next(Sentences.Length)]).Append(random.Next(5) == 0 ? "\n\n" : " ");
        }

        return text.Append("\n\n").Append(Posts.InsuranceQuestion[(Posts.InsuranceQuestion.IndexOf('\n', StringComparison.Ordinal) + 2)..]).ToString();
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[AttachmentSize];
        new Random(11).NextBytes(bytes);
        return bytes;
    }
}
