using System.CommandLine;

using FaqResponder.Letters;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>letter</c>: the letter to the author as it would be now. It sends nothing, and the gestures that it shows don't work.</summary>
internal static class LetterCommand
{
    public static Command Create(Shell shell)
    {
        var html = new Option<FileInfo?>("--html") { Description = shell.Say("Écrit la lettre dans ce fichier, à ouvrir dans un navigateur", "Writes the letter into this file, to be opened in a browser"), HelpName = "FILE" };
        var command = new Command("letter", shell.Say("La lettre comme elle serait maintenant, sans l'envoyer", "The letter as it would be now, without sending it")) { html };
        command.SetAction(async (parsed, token) =>
        {
            // What sends can only be closed asynchronously.
            await using var parts = shell.LocalParts();
            var letter = parts.GetRequiredService<LetterPost>().Preview();
            if (parsed.GetValue(html) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, letter.Html, token);
                shell.Line(shell.Say($"Écrit : {file.FullName}", $"Written: {file.FullName}"));
            }
            else
            {
                shell.Line($"{letter.Subject}\n\n{letter.Text}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
