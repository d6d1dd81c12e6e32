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

    /// <summary>Only what was recorded before this answer: the moment in milliseconds since 1970, a hyphen, and its number.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public IReadOnlyList<AutomaticAnswerEntry> Held { get; private set; } = [];

    public IReadOnlyList<AutomaticAnswerEntry> Sent { get; private set; } = [];

    /// <summary>The address of the older ones; <see langword="null"/> when there are none.</summary>
    public string? Older { get; private set; }

    public bool Paused => Part<Switches>().Paused;

    public Mode Mode => Part<FaqSettings>().Mode;

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    public void OnGet()
    {
        var answers = Part<AutomaticAnswers>();
        var before = Read(Before);
        Held = before is null ? answers.Held(MostHeld) : [];
        Sent = answers.Sent(before, OnAPage + 1);
        if (Sent.Count <= OnAPage) return;
        Sent = [.. Sent.Take(OnAPage)];
        Older = $"/answered?before={Sent[^1].RecordedAt.Stored()}-{Sent[^1].OutboxId}";
    }

    private static (DateTimeOffset At, long Id)? Read(string? before) =>
        before?.Split('-') is [var at, var id] && IsNumber(at, out var moment) && moment < 253_402_300_799_000 && IsNumber(id, out var number) ? (Times.Read(moment), number) : null;

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
