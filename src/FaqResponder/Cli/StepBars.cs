using FaqResponder.Core;
using FaqResponder.Past;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary>A bar on the terminal for each step of long work, as it comes up.</summary>
internal sealed class StepBars(ProgressContext context, Func<PastStep, string> words) : IProgress<PastProgress>
{
    private readonly Dictionary<PastStep, ProgressTask> _bars = [];

    public void Report(PastProgress value)
    {
        if (!_bars.TryGetValue(value.Step, out var bar)) _bars[value.Step] = bar = context.AddTask(words(value.Step));
        bar.MaxValue = Math.Max(1, value.All);
        bar.Value = value.Done;
    }

    public static Phrase Words(PastStep step) => step switch
    {
        PastStep.ListingReceived => new("Messages reçus", "Received mail"),
        PastStep.ListingSent => new("Messages envoyés", "Sent mail"),
        PastStep.Learning => new("Lecture de vos réponses", "Reading your answers"),
        PastStep.Comparing => new("Comparaison de vos réponses", "Comparing your answers"),
        PastStep.Replaying => new("Rejeu, jour après jour", "Replaying day by day"),
    };
}
