using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>One thing that is wrong in the settings.</summary>
/// <param name="Key">The key, such as <c>Mailbox:Imap:Host</c>.</param>
/// <param name="Value">The value as found; never a secret.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record SettingsProblem(string Key, string Value, Phrase Wrong, Phrase Remedy);

/// <summary>The settings can't be used; all their problems at once.</summary>
internal sealed class SettingsException(IReadOnlyList<SettingsProblem> problems, Language language) : Exception("Settings")
{
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;

    public Language Language { get; } = language;
}
