using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>What became of reading the settings.</summary>
/// <param name="Settings">The settings; <see langword="null"/> when there is any problem.</param>
/// <param name="Problems">All that is wrong, in the order of the settings file.</param>
/// <param name="Warnings">What works but should not stay so.</param>
/// <param name="Language">The language to say it in, known even when the rest is wrong.</param>
internal sealed record SettingsResult(
    FaqSettings? Settings, IReadOnlyList<SettingsProblem> Problems, IReadOnlyList<SettingsProblem> Warnings, Language Language)
{
    /// <summary>The settings, for a caller that can't go on without them.</summary>
    public FaqSettings Require() => Settings ?? throw new SettingsException(Problems, Language);
}
