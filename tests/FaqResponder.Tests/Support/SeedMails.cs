using System.Text;

using FaqResponder.Samples;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>Mails as programs really write them, to be broken: the samples that ship with the product, reports, and one of each kind of mail program.</summary>
internal static class SeedMails
{
    public static IReadOnlyList<byte[]> All { get; } = [.. Samples(), .. Reports.All.Select(Encoding.UTF8.GetBytes), .. Programs()];

    private static IEnumerable<byte[]> Samples()
    {
        var assembly = typeof(SampleMailbox).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("samples/mailbox/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var resource = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            resource.CopyTo(copy);
            yield return copy.ToArray();
        }
    }

    private static IEnumerable<byte[]> Programs()
    {
        const string Quoted = "> Bonjour,\n> Faut-il un diplôme ?\n> Sylvie\n";
        string[] answers =
        [
            $"Oui, et combien ça coûte ?\n\nLe lun. 3 mars 2026 à 10:12, Sylvie <sylvie@example.test> a écrit :\n\n{Quoted}",
            $"Combien ?\n\nLe 03/03/2026 à 10:12, Sylvie a écrit :\n{Quoted}\n-- \nLéa",
            "Combien ?\n\nEnvoyé de mon iPhone\n\n> Le 3 mars 2026 à 10:12, Sylvie <sylvie@example.test> a écrit :\n> \n> Bonjour",
            "Combien ?\n\nDe : Sylvie <sylvie@example.test>\nEnvoyé : lundi 3 mars 2026 10:12\nÀ : Léa\nObjet : Question\n\nBonjour",
            "> Message du 03/03/26 10:12\n> De : \"Sylvie\" <sylvie@example.test>\n> A : lea@client.test\n> Objet : Question\n>\n> Bonjour\n\nCombien ?",
            "---------- Forwarded message ---------\nFrom: Léa <lea@client.test>\nDate: Mon, Mar 3, 2026 at 10:12 AM\nSubject: Question\nTo: <sylvie@example.test>\n\nHow much is it?",
            "Combien ?\n\nCordialement,\nLéa Martin\n06 12 34 56 78\n\nCe message est confidentiel et destiné à son seul destinataire.",
        ];
        foreach (var answer in answers)
        {
            yield return Written(new TextPart("plain") { Text = answer, ContentType = { Format = "flowed" } });
            yield return Written(new BodyBuilder { TextBody = answer, HtmlBody = Html(answer) }.ToMessageBody());
            yield return Written(Attached(answer));
        }
    }

    private static MimeEntity Attached(string answer)
    {
        var body = new BodyBuilder { HtmlBody = Html(answer) };
        body.Attachments.Add("photo été.jpg", [1, 2, 3, 0, 255], new("image", "jpeg"));
        body.LinkedResources.Add("logo.png", [4, 5, 6], new("image", "png"));
        return body.ToMessageBody();
    }

    private static string Html(string text) =>
        $"<html><head><style>p {{ margin: 0 }}</style></head><body><div dir=\"ltr\">{text.Replace("\n", "<br>\n", StringComparison.Ordinal)}</div><blockquote type=\"cite\" style=\"border-left: 1px\"><p>Bonjour,&nbsp;L&eacute;a</p></blockquote><table><tr><td>Cordialement</td></tr></table></body></html>";

    private static byte[] Written(MimeEntity body)
    {
        using var mail = new MimeMessage([new MailboxAddress("Léa Martin", "lea@client.test")], [new MailboxAddress("Sylvie", "sylvie@example.test")], "Re: Une question sur l'été", body);
        using var stream = new MemoryStream();
        mail.WriteTo(stream);
        return stream.ToArray();
    }
}
