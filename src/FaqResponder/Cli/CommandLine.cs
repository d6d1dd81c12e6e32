using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Settings;
using FaqResponder.Worker;

namespace FaqResponder.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;
}

/// <summary>The command line as a whole: which commands there are, and what their errors look like.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var shell = Shell.Open(args);
        // The library's own words ("Usage:", "Options:") follow the same language.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(shell.Language.Code());
        var parsed = Root(shell).Parse(args);
        if (parsed.Errors.Count > 0) return WrongUsage(shell, parsed.Errors);
#pragma warning disable CA1031 // Around the command: what escapes becomes one sentence and an exit code.
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(25) });
        }
        catch (SettingsException wrong)
        {
            shell.Problem(new("Les réglages sont à corriger :", "The settings need correction:"));
            foreach (var line in SettingsReport.Lines(wrong.Problems, wrong.Language)) await shell.Errors.WriteLineAsync("  " + line);
            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
        catch (Exception fault)
        {
            var trouble = Faults.Describe(fault, null);
            shell.Problem(trouble.Wrong);
            await shell.Errors.WriteLineAsync("→ " + trouble.Remedy.In(shell.Language));
            return ExitCode.Failed;
        }
#pragma warning restore CA1031
    }

    private static RootCommand Root(Shell shell)
    {
        var root = new RootCommand(shell.Say(
            "Répond aux questions déjà traitées sur votre blog, ou les met dans votre file avec une suggestion.",
            "Answers questions that your blog has answered already, or puts them into your queue with a suggestion."))
        {
            DemoCommand.Create(shell),
            RunCommand.Create(shell),
            CheckCommand.Create(shell),
            LoginCommand.Create(shell),
            PageCommand.Create(shell),
            AskCommand.Create(shell),
            ReadCommand.Create(shell),
            QueueCommands.Create(shell),
            LedgerCommands.Create(shell),
            PostsCommands.Create(shell),
            LearnCommand.Create(shell),
            BacktestCommand.Create(shell),
            GapsCommand.Create(shell),
            LetterCommand.Create(shell),
            ForgetCommand.Create(shell),
            PauseCommands.Pause(shell),
            PauseCommands.Resume(shell),
            EvaluateCommand.Create(shell),
        };
        root.Options.Add(Shell.SettingsOption(shell));
        root.Options.Add(Shell.SetOption(shell));
        LoginGuide.AddTo(root, shell);
        return root;
    }

    private static int WrongUsage(Shell shell, IReadOnlyList<ParseError> errors)
    {
        foreach (var error in errors) shell.Errors.WriteLine(error.Message);
        shell.Errors.WriteLine(shell.Say("→ « faqresponder --help » montre ce qui est possible.", "→ “faqresponder --help” shows what is possible."));
        return ExitCode.WrongInput;
    }
}
