using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>What was answered by machine, and what is about to be.</summary>
internal sealed class AnsweredModel : ReviewModel
{
    private const int OnAPage = 40;
    private const int MostHeld = 100;

    /// <summary>Only what was recorded before this moment, in milliseconds since 1970.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public IReadOnlyList<AutomaticAnswerEntry> Held { get; private set; } = [];

    public IReadOnlyList<AutomaticAnswerEntry> Sent { get; private set; } = [];

    /// <summary>The address of the older ones; <see langword="null"/> when there are none.</summary>
    public string? Older { get; private set; }

    public Mode Mode => Part<FaqSettings>().Mode;

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    public void OnGet()
    {
        var answers = Part<AutomaticAnswers>();
        DateTimeOffset? before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_799_000 ? Times.Read(at) : null;
        Held = before is null ? answers.Held(MostHeld) : [];
        Sent = answers.Sent(before, OnAPage + 1);
        if (Sent.Count <= OnAPage) return;
        Sent = [.. Sent.Take(OnAPage)];
        Older = $"/answered?before={Sent[^1].RecordedAt.Stored()}";
    }
}
