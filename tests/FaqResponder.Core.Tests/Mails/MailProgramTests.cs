using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

/// <summary>Mails as the programs that people use really write them: whatever the program adds, the asker's words remain, and nothing else.</summary>
public sealed class MailProgramTests
{
    private const string French = "Merci de votre réponse si rapide, c'est plus clair. J'ai encore un doute sur l'assurance.\nFaut-il en prendre une quand on travaille chez ses clients ?";
    private const string English = "Your last answer cleared things up. I still wonder about insurance.\nDo I need one when I work at my clients' homes?";

    /// <summary>What French programs put below an answer.</summary>
    public static readonly TheoryData<string, string> BelowFrench = new()
    {
        { "Gmail", "Le mar. 3 mars 2026 à 10:12, Sylvie Marchetti <sylvie@example.org> a\nécrit :\n\n> Bonjour Léa,\n>\n> Tout dépend de votre activité. Laquelle ?\n>" },
        { "Gmail, adresse coupée", "Le mar. 3 mars 2026 à 10:12, Sylvie Marchetti-Bonnefoy <\nsylvie.marchetti.bonnefoy@example.org> a écrit\u00a0:\n\n> Bonjour Léa," },
        { "Apple Mail", "> Le 3 mars 2026 à 10:12, Sylvie Marchetti <sylvie@example.org> a écrit :\n> \n> Bonjour Léa,\n> Laquelle ?" },
        { "Apple Mail ancien", "Le 3 mars 2026 à 10:12, Sylvie Marchetti a écrit\u00a0:\n\n> Bonjour Léa," },
        { "iPhone", "Envoyé de mon iPhone\n\n> Le 3 mars 2026 à 10:12, Sylvie Marchetti <sylvie@example.org> a écrit\u202f:\n> \n> \ufeffBonjour Léa," },
        { "iPad", "Envoyé de mon iPad\n\nLe 3 mars 2026 à 10:12, Sylvie <sylvie@example.org> a écrit :\n\nBonjour Léa,\nLaquelle ?" },
        { "Thunderbird", "Le 03/03/2026 à 10:12, Sylvie Marchetti a écrit\u00a0:\n> Bonjour Léa,\n>\n> Laquelle ?" },
        { "Outlook", "De : Sylvie Marchetti <sylvie@example.org> \nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa Martin <lea@example.com>\nObjet : RE: question\n\nBonjour Léa,\n\nLaquelle ?" },
        { "Outlook ancien", "-----Message d'origine-----\nDe : Sylvie Marchetti [mailto:sylvie@example.org]\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa Martin\nObjet : RE: question\n\nBonjour Léa," },
        { "Outlook Mac", "De : Sylvie Marchetti <sylvie@example.org>\nDate : mardi 3 mars 2026 à 10:12\nÀ : Léa Martin <lea@example.com>\nObjet : Re: question\nBonjour Léa," },
        { "Outlook.com", "________________________________\nDe : Sylvie Marchetti <sylvie@example.org>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa Martin <lea@example.com>\nObjet : RE: question\n\nBonjour Léa," },
        { "Outlook Android", "Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: Sylvie Marchetti <sylvie@example.org>\nSent: Tuesday, March 3, 2026 10:12:00 AM\nTo: Léa Martin <lea@example.com>\nSubject: Re: question\n\nBonjour Léa," },
        { "Outlook iOS", "Envoyé à partir de Outlook pour iOS<https://aka.ms/o0ukef>\n________________________________\nDe : Sylvie <sylvie@example.org>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : RE: question\n\nBonjour" },
        { "Courrier Windows", "Provenance : Courrier pour Windows\n\nDe : Sylvie Marchetti\nEnvoyé le :mardi 3 mars 2026 10:12\nÀ : Léa Martin\nObjet :Re: question\n\nBonjour" },
        { "Orange ancien", "> Message du 03/03/26 10:12\n> De : \"Sylvie Marchetti\" <sylvie@example.org>\n> A : lea@example.com\n> Copie à : \n> Objet : Re: question\n> \n> Bonjour Léa," },
        { "Orange", "Envoyé depuis l'application Mail Orange\n\n\nenvoyé : 3 mars 2026 à 10:12\nde : Sylvie Marchetti <sylvie@example.org>\nà : lea@example.com\nobjet : Re: question\n\nBonjour Léa,\nLaquelle ?" },
        { "SFR", "========================================\n\nMessage du : 03/03/2026 10:12\nDe : \"Sylvie Marchetti \" <sylvie@example.org>\nA : lea@example.com\nCopie à : \nSujet : Re: question\n\n\nBonjour Léa," },
        { "SFR récent", "De: \"Sylvie Marchetti\" <sylvie@example.org>\nA: \"Léa Martin\" <lea@example.com>\nEnvoyé: mardi 3 Mars 2026 10:12\nObjet: Re: question\n\nBonjour Léa," },
        { "Free (Zimbra)", "----- Mail original -----\nDe: \"Sylvie Marchetti\" <sylvie@example.org>\nÀ: \"Léa Martin\" <lea@example.com>\nEnvoyé: Mardi 3 Mars 2026 10:12:00\nObjet: Re: question\n\nBonjour Léa," },
        { "Free (Roundcube)", "Le 2026-03-03 10:12, Sylvie Marchetti a écrit\u00a0:\n> Bonjour Léa," },
        { "La Poste", "Une messagerie gratuite, garantie à vie et des services en plus, ça vous tente ?\nJe crée ma boîte mail www.laposte.net\n\n> Message du 03/03/26 10:12\n> De : \"Sylvie\" <sylvie@example.org>\n> A : lea@example.com\n> \n> Bonjour" },
        { "Samsung", "Envoyé depuis mon appareil Galaxy\n\n\n-------- Message d'origine --------\nDe : Sylvie Marchetti <sylvie@example.org> \nDate : 03/03/2026  10:12  (GMT+01:00) \nÀ : Léa <lea@example.com> \nObjet : Re: question \n\nBonjour Léa," },
        { "Android (K-9)", "-- \nEnvoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.\n\nLe 3 mars 2026 10:12:00 GMT+01:00, Sylvie <sylvie@example.org> a écrit :\n>Bonjour Léa," },
        { "Boxer", "Envoyé avec Boxer\n\nLe 3 mars 2026 à 10:12:00, Sylvie Marchetti <sylvie@example.org> a écrit :\n\nBonjour Léa,\n\nLaquelle ?" },
        { "Yahoo", "Le mardi 3 mars 2026 à 10:12:33 UTC+1, Sylvie Marchetti <sylvie@example.org> a écrit : \n\n Bonjour Léa,\n\nLaquelle ?" },
        { "Yahoo Android", "Envoyé à partir de Yahoo Mail sur Android \n \n  Le mar., mars 3, 2026 à 10:12, Sylvie Marchetti<sylvie@example.org> a écrit :   Bonjour Léa,\n\nLaquelle ?" },
        { "Yahoo iPhone", "Yahoo Mail : recherchez, organisez, reprenez le contrôle de votre messagerie\n\n\nLe mardi, mars 3, 2026, 10:12, Sylvie <sylvie@example.org> a écrit :\n\nBonjour Léa," },
        { "Proton", "Envoyé avec la messagerie sécurisée Proton Mail.\n\nLe mardi 3 mars 2026 à 10:12, Sylvie <sylvie@example.org> a écrit :\n\n> Bonjour Léa," },
        { "BlackBerry", "Envoyé de mon BlackBerry\n\u200eDe: Sylvie\nEnvoyé: mardi 3 mars 2026 10:12\nÀ: Léa\nObjet: Re: question\n\nBonjour" },
        { "Avast", "<https://www.avast.com/sig-email?utm_medium=email>\nGaranti\nsans virus. www.avast.com\n<https://www.avast.com/sig-email?utm_medium=email>\n<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>\n\nLe mar. 3 mars 2026 à 10:12, Sylvie <sylvie@example.org> a écrit :\n\n> Bonjour" },
        { "Avast, ancien", "---\nL'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.\nhttps://www.avast.com/antivirus" },
        { "Orange, antivirus", "Orange vous informe que cet e-mail a été contrôlé par l'anti-virus mail.\nAucun virus connu à ce jour par nos services n'a été détecté." },
        { "Entreprise", "Léa Martin | Assistante\nTél. : 01 02 03 04 05\n\nCe message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive\nde leurs destinataires. Si vous avez reçu ce message par erreur, merci d'en avertir l'expéditeur.\n\nPensez à l'environnement avant d'imprimer ce message." },
        { "Mairie", "Devez-vous vraiment imprimer ce courriel ? Pensez à l'environnement.\n\nAVIS DE CONFIDENTIALITÉ : les informations contenues dans ce message sont réservées à son destinataire." },
        { "Signature", "-- \nLéa Martin\nUn projet ? Parlons-en !\n01 02 03 04 05" },
    };

    /// <summary>What English programs put below an answer.</summary>
    public static readonly TheoryData<string, string> BelowEnglish = new()
    {
        { "Gmail", "On Tue, Mar 3, 2026 at 10:12\u202fAM Sylvie Marchetti <sylvie@example.org>\nwrote:\n\n> Hello Leah,\n>\n> Which one?" },
        { "Gmail, address broken", "On Tue, Mar 3, 2026 at 10:12 AM Sylvie Marchetti <\nsylvie@example.org> wrote:\n\n> Hello" },
        { "Apple Mail", "> On 3 Mar 2026, at 10:12, Sylvie Marchetti <sylvie@example.org> wrote:\n> \n> Hello Leah,\n> Which one?" },
        { "iPhone", "Sent from my iPhone\n\n> On Mar 3, 2026, at 10:12 AM, Sylvie <sylvie@example.org> wrote:\n> \n> \ufeffHello Leah," },
        { "iPhone, unmarked", "Sent from my iPhone\nOn Mar 3, 2026, at 10:12 AM, Sylvie <sylvie@example.org> wrote:\n\nHello Leah,\nWhich one?" },
        { "Thunderbird", "On 03/03/2026 10:12, Sylvie Marchetti wrote:\n> Hello Leah,\n> Which one?" },
        { "Outlook", "From: Sylvie Marchetti <sylvie@example.org> \nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Leah <leah@example.com>\nSubject: RE: question\n\nHello Leah,\n\nWhich one?" },
        { "Outlook, old", "-----Original Message-----\nFrom: Sylvie Marchetti\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Leah\nSubject: RE: question\n\nHello" },
        { "Outlook for Android", "Sent from Outlook for Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: Sylvie <sylvie@example.org>\nSent: Tuesday, March 3, 2026 10:12:00 AM\nTo: Leah\nSubject: Re: question\n\nHello" },
        { "Outlook for iOS", "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Sylvie <sylvie@example.org>\nSent: Tuesday, March 3, 2026 10:12:00 AM\nTo: Leah\n\nHello" },
        { "Hotmail", "Date: Tue, 3 Mar 2026 10:12:00 +0100\nSubject: Re: question\nFrom: sylvie@example.org\nTo: leah@example.com\n\nHello Leah," },
        { "Windows Mail", "Sent from Mail for Windows\n\nFrom: Sylvie Marchetti\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Leah\nSubject: Re: question\n\nHello" },
        { "Samsung", "Sent from my Galaxy\n\n\n-------- Original message --------\nFrom: Sylvie Marchetti <sylvie@example.org> \nDate: 03/03/2026  10:12  (GMT+00:00) \nTo: Leah <leah@example.com> \nSubject: Re: question \n\nHello" },
        { "Boxer", "Sent with Workspace ONE Boxer\n\nOn 3 March 2026 at 10:12:00 GMT, Sylvie <sylvie@example.org> wrote:\nHello Leah,\nWhich one?" },
        { "Yahoo", "    On Tuesday, 3 March 2026 at 10:12:33 GMT, Sylvie Marchetti <sylvie@example.org> wrote:  \n \n Hello Leah,\n\nWhich one?" },
        { "Yahoo iPhone", "Sent from Yahoo Mail for iPhone\n\n\nOn Tuesday, March 3, 2026, 10:12 AM, Sylvie <sylvie@example.org> wrote:\n\nHello Leah," },
        { "Proton", "Sent with Proton Mail secure email.\n\n------- Original Message -------\nOn Tuesday, March 3rd, 2026 at 10:12, Sylvie <sylvie@example.org> wrote:\n\n> Hello" },
        { "K-9", "-- \nSent from my Android device with K-9 Mail. Please excuse my brevity." },
        { "Yandex", "10:12 AM, March 3, 2026, \"Sylvie Marchetti\" <sylvie@example.org>:\n\nHello Leah,\nWhich one?" },
        { "Avast", "Virus-free. www.avast.com <https://www.avast.com/sig-email>" },
        { "Firm", "Lea Martin\nTel. +44 20 7946 0000\n\nThis e-mail and any files transmitted with it are confidential and intended solely for the\nuse of the individual to whom they are addressed. If you are not the intended recipient, delete it.\n\nPlease consider the environment before printing this e-mail." },
        { "School", "CONFIDENTIALITY NOTICE: The contents of this message may be privileged.\nDo not copy it.\n\nDo you really need to print this e-mail?" },
    };

    [Theory]
    [MemberData(nameof(BelowFrench))]
    public void French_words_remain(string program, string below) => Remains(program, French, $"Bonjour Sylvie,\n\n{French}\n\n{below}\n");

    [Theory]
    [MemberData(nameof(BelowFrench))]
    public void French_words_remain_above_a_goodbye(string program, string below) =>
        Remains(program, French, $"Bonjour Madame,\n\n{French}\n\nD'avance merci,\nBien cordialement\nLéa Martin\n\n{below}\n".ReplaceLineEndings("\r\n"));

    [Theory]
    [MemberData(nameof(BelowEnglish))]
    public void English_words_remain(string program, string below) => Remains(program, English, $"Hi Sylvie,\n\n{English}\n\n{below}\n");

    [Theory]
    [MemberData(nameof(BelowEnglish))]
    public void English_words_remain_above_a_goodbye(string program, string below) =>
        Remains(program, English, $"Dear Sylvie,\n\n{English}\n\nMany thanks in advance,\nLea Martin\n\n{below}\n".ReplaceLineEndings("\r\n"));

    /// <summary>The HTML of programs that send no plain text, as it stands below an answer.</summary>
    public static readonly TheoryData<string, string> Html = new()
    {
        { "Gmail", "<div dir=\"ltr\"><div>Faut-il un <b>diplôme</b>&nbsp;?</div><div><br></div><span class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" class=\"gmail_signature\" data-smartmail=\"gmail_signature\"><div>Léa Martin</div></div></div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">Le&nbsp;mar. 3 mars 2026 à&nbsp;10:12, Sylvie &lt;<a href=\"mailto:sylvie@example.org\">sylvie@example.org</a>&gt; a écrit&nbsp;:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\"><div>Quel âge avez-vous ?</div></blockquote></div>" },
        { "Thunderbird", "<p>Faut-il un <b>diplôme</b>&nbsp;?<br></p><div class=\"moz-signature\">-- <br>Léa Martin</div><div class=\"moz-cite-prefix\">Le 03/03/2026 à 10:12, Sylvie a écrit&nbsp;:<br></div><blockquote type=\"cite\" cite=\"mid:1@example.org\"><p>Quel âge avez-vous ?</p></blockquote>" },
        { "Apple Mail", "<div>Faut-il un <b>diplôme</b>&nbsp;?</div><br id=\"lineBreakAtBeginningOfSignature\"><div dir=\"ltr\">Envoyé de mon iPhone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">Le 3 mars 2026 à 10:12, Sylvie &lt;sylvie@example.org&gt; a écrit&nbsp;:<br><br></blockquote></div><blockquote type=\"cite\"><div dir=\"ltr\">Quel âge avez-vous ?</div></blockquote>" },
        { "Outlook", "<div class=\"WordSection1\"><p class=\"MsoNormal\">Faut-il un <b>diplôme</b>&nbsp;?<o:p></o:p></p><p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><div><div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p class=\"MsoNormal\"><b>De&nbsp;:</b> Sylvie &lt;sylvie@example.org&gt; <br><b>Envoyé&nbsp;:</b> mardi 3 mars 2026 10:12<br><b>À&nbsp;:</b> Léa<br><b>Objet&nbsp;:</b> RE: question<o:p></o:p></p></div></div><p class=\"MsoNormal\">Quel âge avez-vous ?</p></div>" },
        { "Outlook.com", "<div class=\"elementToProof\">Faut-il un <b>diplôme</b>&nbsp;?</div><div id=\"appendonsend\"></div><div id=\"Signature\"><p>Léa Martin</p><p>Assistante</p></div><hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face=\"Calibri, sans-serif\"><b>De :</b> Sylvie &lt;sylvie@example.org&gt;<br><b>Envoyé :</b> mardi 3 mars 2026 10:12<br><b>À :</b> Léa &lt;lea@example.com&gt;<br><b>Objet :</b> RE: question</font><div>&nbsp;</div></div><div>Quel âge avez-vous ?</div>" },
        { "Outlook Mac", "<div>Faut-il un <b>diplôme</b>&nbsp;?</div><span id=\"OLK_SRC_BODY_SECTION\"><div style=\"border-top:#b5c4df 1pt solid\"><span style=\"font-weight:bold\">De : </span>Sylvie &lt;sylvie@example.org&gt;<br><span style=\"font-weight:bold\">Date : </span>mardi 3 mars 2026 à 10:12<br><span style=\"font-weight:bold\">À : </span>Léa<br><span style=\"font-weight:bold\">Objet : </span>Re: question<br></div><div>Quel âge avez-vous ?</div></span>" },
        { "Outlook mobile", "<div dir=\"auto\">Faut-il un <b>diplôme</b>&nbsp;?</div><div id=\"ms-outlook-mobile-signature\"><div></div>Télécharger <a href=\"https://aka.ms/AAb9ysg\">Outlook pour Android</a></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Sylvie<br><b>Sent:</b> Tuesday<br><b>To:</b> Léa<br><b>Subject:</b> x</div>Quel âge avez-vous ?" },
        { "Yahoo", "<div class=\"ydp1yahoo-style-wrap\"><div>Faut-il un <b>diplôme</b>&nbsp;?</div></div><div id=\"ydp2yahoo_quoted_1\" class=\"ydp2yahoo_quoted\"><div><div>Le mardi 3 mars 2026 à 10:12:33 UTC+1, Sylvie &lt;sylvie@example.org&gt; a écrit :</div><div><br></div><div>Quel âge avez-vous ?</div></div></div>" },
        { "Zimbra", "<div>Faut-il un <b>diplôme</b>&nbsp;?</div><hr id=\"zwchr\"><div><b>De: </b>\"Sylvie\" &lt;sylvie@example.org&gt;<br><b>À: </b>\"Léa\"<br><b>Envoyé: </b>Mardi 3 Mars 2026 10:12:00<br><b>Objet: </b>Re: question<br></div><div>Quel âge avez-vous ?</div>" },
        { "Orange", "<p>Faut-il un <b>diplôme</b>&nbsp;?</p><blockquote style=\"margin-left:0\"><p>envoyé : 3 mars 2026 à 10:12<br>de : Sylvie &lt;sylvie@example.org&gt;<br>à : lea@example.com<br>objet : Re: question</p><p>Quel âge avez-vous ?</p></blockquote>" },
        { "Hotmail", "<div>Faut-il un <b>diplôme</b>&nbsp;?<br></div><hr id=\"stopSpelling\">Date: Tue, 3 Mar 2026 10:12:00 +0100<br>Subject: Re: question<br>From: sylvie@example.org<br>To: lea@example.com<br><br>Quel âge avez-vous ?" },
        { "Avast", "<div>Faut-il un <b>diplôme</b>&nbsp;?</div><div id=\"DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2\"><table><tr><td><a href=\"https://www.avast.com\"><img src=\"x.png\" width=\"46\"></a></td><td>Garanti sans virus.<a href=\"https://www.avast.com\">www.avast.com</a></td></tr></table></div>" },
        { "Retrait", "<div><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\"><div>Faut-il un <b>diplôme</b>&nbsp;?</div></blockquote></div>" },
    };

    [Theory]
    [MemberData(nameof(Html))]
    public void Words_remain_of_html_alone(string program, string html)
    {
        var reading = MailReader.Read(Some.Mail(subject: "Re: question", text: null, html: $"<html><body>{html}</body></html>"));

        reading.Text.Replace('\u00a0', ' ').ShouldBe("Faut-il un diplôme ?", program);
        reading.Questions.ShouldBe(["Faut-il un diplôme ?"]);
    }

    private static void Remains(string program, string own, string body)
    {
        var reading = Some.Reading(body, subject: "Re: question");

        reading.Text.ShouldBe(own, program);
        reading.Questions.ShouldHaveSingleItem();
        reading.Forwarded.ShouldBeFalse();
    }
}
