using System.Text.RegularExpressions;

using FaqResponder.Core;

using Microsoft.Extensions.Logging;

namespace FaqResponder.Worker;

/// <summary>What the service tells the administrator, in the author's language. Never bodies, passwords or addresses of askers.</summary>
internal sealed partial class Journal(ILogger<Journal> log, Language language)
{
    public void Info(Phrase words) => LogInfo(log, words.In(language));

    public void Warning(Phrase words) => LogWarning(log, Address().Replace(words.In(language), "…@$1"));

    public void Error(Phrase words) => LogError(log, Address().Replace(words.In(language), "…@$1"));

    // Servers like to repeat whom a mail was for.
    [GeneratedRegex(@"[^\s<>()""',;:]+@([^\s<>()""',;:]+)")]
    private static partial Regex Address();

    [LoggerMessage(1, LogLevel.Information, "{Words}")]
    private static partial void LogInfo(ILogger log, string words);

    [LoggerMessage(2, LogLevel.Warning, "{Words}")]
    private static partial void LogWarning(ILogger log, string words);

    [LoggerMessage(3, LogLevel.Error, "{Words}")]
    private static partial void LogError(ILogger log, string words);
}
