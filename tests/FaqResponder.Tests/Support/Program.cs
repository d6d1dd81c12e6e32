using System.Diagnostics;

namespace FaqResponder.Support;

/// <summary>What a run of the program printed.</summary>
internal sealed record Printed(int ExitCode, string Output, string Errors);

/// <summary>The real program in a process of its own, as a person or a supervisor starts it.</summary>
internal static class Program
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "faqresponder.dll");

    public static Task<Printed> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunTypingAsync("", environment, arguments);

    /// <summary>Runs with something on standard input, as if it were typed.</summary>
    public static async Task<Printed> RunTypingAsync(string typed, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(Longest);
        var output = process.StandardOutput.ReadToEndAsync(over.Token);
        var errors = process.StandardError.ReadToEndAsync(over.Token);
        try
        {
            await process.WaitForExitAsync(over.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("FAQRESPONDER__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        // Its own working folder: no settings file of the tests is found there.
        start.WorkingDirectory = Path.GetTempPath();
        return Process.Start(start)!;
    }

    /// <summary>Settings for commands that need no server: everything is in one folder, in French.</summary>
    public static Dictionary<string, string> Local(TempFolder folder)
    {
        Directory.CreateDirectory(Path.Combine(folder["mailbox"], "new"));
        return new()
        {
            ["FAQRESPONDER__LANGUAGE"] = "fr",
            ["FAQRESPONDER__DATAFOLDER"] = folder.Path,
            ["FAQRESPONDER__AUTHOR__NAME"] = "Sylvie",
            ["FAQRESPONDER__AUTHOR__ADDRESS"] = "sylvie@example.test",
            ["FAQRESPONDER__MAILBOX__KIND"] = "Maildir",
            ["FAQRESPONDER__MAILBOX__MAILDIR__PATH"] = folder["mailbox"],
            ["FAQRESPONDER__SMTP__PICKUPFOLDER"] = folder["outgoing"],
            ["FAQRESPONDER__POSTS__FOLDER"] = folder["posts"],
        };
    }

    /// <summary>The settings of a service as environment variables.</summary>
    public static Dictionary<string, string> EnvironmentOf(Service service)
    {
        var (imap, smtp) = (service.Settings.Mailbox.Imap!, service.Settings.Smtp.Server!);
        return new()
        {
            ["FAQRESPONDER__LANGUAGE"] = "fr",
            ["FAQRESPONDER__MODE"] = service.Settings.Mode.ToString(),
            ["FAQRESPONDER__DATAFOLDER"] = service.Settings.DataFolder,
            ["FAQRESPONDER__AUTHOR__NAME"] = service.Settings.Author.Name,
            ["FAQRESPONDER__AUTHOR__ADDRESS"] = service.Settings.Author.Address,
            ["FAQRESPONDER__MAILBOX__POLLEVERY"] = "00:00:05",
            ["FAQRESPONDER__MAILBOX__IMAP__HOST"] = imap.Host,
            ["FAQRESPONDER__MAILBOX__IMAP__PORT"] = $"{imap.Port}",
            ["FAQRESPONDER__MAILBOX__IMAP__SECURITY"] = $"{imap.Security}",
            ["FAQRESPONDER__MAILBOX__IMAP__USER"] = imap.User,
            ["FAQRESPONDER__MAILBOX__IMAP__PASSWORD"] = imap.Password,
            ["FAQRESPONDER__MAILBOX__IMAP__CERTIFICATEFINGERPRINT"] = imap.CertificateFingerprint,
            ["FAQRESPONDER__SMTP__HOST"] = smtp.Host,
            ["FAQRESPONDER__SMTP__USER"] = smtp.User,
            ["FAQRESPONDER__SMTP__PASSWORD"] = smtp.Password,
            ["FAQRESPONDER__SMTP__PORT"] = $"{smtp.Port}",
            ["FAQRESPONDER__SMTP__SECURITY"] = $"{smtp.Security}",
            ["FAQRESPONDER__SMTP__CERTIFICATEFINGERPRINT"] = smtp.CertificateFingerprint,
            ["FAQRESPONDER__POSTS__FOLDER"] = service.PostsFolder,
            // Several run at the same time.
            ["FAQRESPONDER__REVIEWPAGE__LISTEN"] = "localhost:0",
            ["FAQRESPONDER__REVIEWPAGE__UNDOTIME"] = $"{service.Settings.ReviewPage.UndoTime:c}",
            ["FAQRESPONDER__TEACHING__FOLDER"] = service.Settings.Teaching.Folder,
            ["FAQRESPONDER__TEACHING__MOVETO"] = service.Settings.Teaching.MoveTo,
            ["FAQRESPONDER__ANSWERING__PRECISION"] = service.Settings.Answering.Precision is Settings.AnsweringSettings.DefaultPrecision ? "0.6" : $"{service.Settings.Answering.Precision}",
            ["FAQRESPONDER__ANSWERING__TRUST"] = $"{service.Settings.Answering.Trust}",
            ["FAQRESPONDER__ANSWERING__DRAFTTHRESHOLD"] = "0.3",
            ["FAQRESPONDER__ANSWERING__PERASKERANDDAY"] = "100",
            ["FAQRESPONDER__ANSWERING__PERDOMAINANDDAY"] = "10000",
            ["FAQRESPONDER__ANSWERING__HOLDTIME"] = $"{service.Settings.Answering.HoldTime:c}",
            ["FAQRESPONDER__SCREENING__AUTHENTICATIONSERVER"] = service.Settings.Screening.AuthenticationServer,
            ["FAQRESPONDER__SCREENING__UNAUTHENTICATED"] = $"{service.Settings.Screening.Unauthenticated}",
            ["FAQRESPONDER__ANSWERING__PERHOUR"] = "10000",
            ["FAQRESPONDER__ANSWERING__PERDAY"] = "10000",
        };
    }
}
