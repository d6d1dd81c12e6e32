using System.CommandLine;

using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>pause</c> and <c>resume</c>: the stop switch, which works while the service runs.</summary>
internal static class PauseCommands
{
    public static Command Pause(Shell shell) => Switch(
        shell, "pause", paused: true,
        shell.Say("Suspend les réponses automatiques ; les messages vous attendent", "Suspends automatic answers; mail waits for you"),
        shell.Say("Les réponses automatiques sont suspendues. « faqresponder resume » les reprend.", "Automatic answers are suspended. “faqresponder resume” takes them up again."));

    public static Command Resume(Shell shell) => Switch(
        shell, "resume", paused: false,
        shell.Say("Reprend les réponses automatiques", "Takes automatic answers up again"),
        shell.Say("Les réponses automatiques reprennent.", "Automatic answers go on."));

    private static Command Switch(Shell shell, string name, bool paused, string description, string done)
    {
        var command = new Command(name, description);
        command.SetAction(_ =>
        {
            using var parts = shell.LocalParts();
            parts.GetRequiredService<Switches>().Paused = paused;
            shell.Line(done);
            return ExitCode.Done;
        });
        return command;
    }
}
