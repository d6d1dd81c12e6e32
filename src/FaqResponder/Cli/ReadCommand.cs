using System.CommandLine;
using System.Text.Json.Serialization;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Settings;

namespace FaqResponder.Cli;

/// <summary><c>read</c>: what the service sees in a mail.</summary>
internal static class ReadCommand
{
    public static Command Create(Shell shell)
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore, HelpName = "FILE.eml", Description = shell.Say("Fichiers de courrier", "Mail files") };
        var body = new Option<bool>("--body") { Description = shell.Say("Les fichiers ne contiennent que le corps du message", "The files hold a plain body without headers") };
        var json = Shell.JsonOption(shell);
        var command = new Command("read", shell.Say("Ce que le service voit dans un message", "What the service sees in a mail")) { files, body, json };
        command.SetAction(async (parsed, token) =>
        {
            var failed = false;
            foreach (var file in parsed.GetValue(files) ?? [])
            {
                var seen = await SeeAsync(shell, file, parsed.GetValue(body), token);
                failed |= seen.Error is not null;
                if (parsed.GetValue(json)) Shell.WriteJson(seen);
                else Print(shell, seen);
            }

            return failed ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>One file as it is reported; the names are the contract of <c>--json</c>.</summary>
    private sealed record Seen(
        string File, string Subject, string From, string? Language, string Text, string Quoted, string Signature, bool Forwarded, string? Automatic,
        IReadOnlyList<string> Rules, IReadOnlyList<string> Questions, string? Error)
    {
        [JsonIgnore]
        public IReadOnlyList<string> AuthenticationServers { get; init; } = [];
    }

    private static async Task<Seen> SeeAsync(Shell shell, string file, bool bodyOnly, CancellationToken token)
    {
        IncomingMail mail;
        try
        {
            mail = bodyOnly
                ? new IncomingMail { Text = MimeReader.Decode(await File.ReadAllBytesAsync(file, token), null), From = [new("", "asker@example.org")] }
                : await MailFile.LoadAsync(new FileInfo(file), token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException)
        {
            return new(file, "", "", null, "", "", "", false, null, [], [], fault.Message);
        }

        if (mail.Unreadable is { } why) return new(file, "", "", null, "", "", "", false, null, [], [], why);

        var reading = MailReader.Read(mail);
        var settings = shell.Settings.Settings;
        var screening = settings?.Screening ?? new() { Unauthenticated = Unauthenticated.Answer };
        var policy = screening.Policy(settings?.Author ?? new("", "", [], ""), DateTimeOffset.MinValue, long.MaxValue);
        mail = ContactForms.Resolve(mail, screening.ContactForms, policy.Own);
        // Without settings nobody has said whose papers count.
        var hits = ScreeningRules.Check(mail, policy).Where(h => settings is not null || h.Rule is not "N16").ToList();
        return new(
            file, mail.Subject, mail.Asker?.Address ?? "", reading.Language?.Code(), reading.Text, reading.Quoted, reading.Signature, reading.Forwarded,
            AutomaticKind(mail, hits), [.. hits.Select(h => h.Rule)], reading.Questions, null)
        {
            AuthenticationServers = [.. AuthenticationResults.Servers(mail)],
        };
    }

    private static string? AutomaticKind(IncomingMail mail, IReadOnlyList<ScreeningHit> hits)
    {
        if (mail.Report is { } report) return report.Kind is ReportKind.Complaint ? "complaint" : report.Kind is ReportKind.Receipt ? "receipt" : "bounce";
        return hits.Select(h => h.Rule).FirstOrDefault() switch
        {
            "N9" or "N1" => "bounce",
            "N11" => "absence",
            "N4" or "N5" => "list",
            "N3" => hits.Any(h => h.Rule == "N11") ? "absence" : "other",
            "N7" or "N10" => "other",
            _ => null,
        };
    }

    private static void Print(Shell shell, Seen seen)
    {
        shell.Line($"{seen.File}");
        if (seen.Error is not null)
        {
            shell.Line("  " + seen.Error);
            return;
        }

        shell.Line($"  {shell.Say("De", "From")} : {seen.From} · {shell.Say("Objet", "Subject")} : {seen.Subject} · {shell.Say("Langue", "Language")} : {seen.Language ?? "?"}");
        shell.Line($"  {shell.Say("Règles", "Rules")} : {(seen.Rules.Count > 0 ? string.Join(", ", seen.Rules) : "–")}");
        if (seen.AuthenticationServers.Count > 0) shell.Line($"  Authentication-Results : {string.Join(", ", seen.AuthenticationServers)}");
        foreach (var question in seen.Questions) shell.Line($"  ? {question}");
        shell.Line(seen.Text);
        if (seen.Quoted.Length > 0) shell.Line(shell.Say("[coupé : citation]", "[cut off: quotation]"));
        if (seen.Signature.Length > 0) shell.Line(shell.Say("[coupé : signature]", "[cut off: signature]"));
    }
}
