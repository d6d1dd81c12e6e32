using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Storage;

namespace FaqResponder.Cli;

/// <summary>The options of <c>ledger</c> that choose among its mails: by outcome, reason, sender, and time.</summary>
internal sealed class LedgerFilterOptions
{
    private readonly Option<string[]> _outcome;
    private readonly Option<string[]> _reason;
    private readonly Option<string?> _from;
    private readonly Option<string?> _since;
    private readonly Option<string?> _until;
    private readonly TimeProvider _clock;

    public LedgerFilterOptions(Shell shell, TimeProvider clock)
    {
        _clock = clock;
        _outcome = new("--outcome") { Description = shell.Say($"Ce qu'ils sont devenus : {Outcomes}", $"What became of them: {Outcomes}"), AllowMultipleArgumentsPerToken = true };
        _reason = new("--reason") { Description = shell.Say("Pourquoi : une règle (N16) ou une raison (NothingClose, CapReached…)", "Why: a rule (N16) or a reason (NothingClose, CapReached…)"), AllowMultipleArgumentsPerToken = true };
        _from = new("--from") { Description = shell.Say("De qui : une partie de l'adresse ou du nom", "From whom: a part of the address or name") };
        _since = new("--since") { Description = shell.Say("Arrivés depuis : 2026-11-01, 7j, 12h", "Arrived since: 2026-11-01, 7d, 12h") };
        _until = new("--until") { Description = shell.Say("Arrivés avant : de même", "Arrived before: likewise") };
    }

    private static string Outcomes => string.Join(", ", Enum.GetValues<MailState>().Where(s => s is not (MailState.Decided or MailState.Uncertain)).Select(Name));

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_outcome, _reason, _from, _since, _until]) command.Options.Add(option);
    }

    /// <summary>What was asked for; <see langword="null"/> after telling what can't be understood, all of it.</summary>
    public LedgerFilter? Read(Shell shell, ParseResult parsed)
    {
        var problems = new List<Phrase>();
        var states = (parsed.GetValue(_outcome) ?? []).Select(o => State(o, problems)).OfType<MailState>().ToList();
        var reasons = (parsed.GetValue(_reason) ?? []).ToList();
        var rules = reasons.Where(r => r is ['N' or 'n', _, ..] && r.Skip(1).All(char.IsAsciiDigit)).ToList();
        var named = reasons.Except(rules).Select(r => Because(r, problems)).OfType<Because>().ToList();
        var filter = new LedgerFilter
        {
            States = states,
            Reasons = named,
            Rules = [.. rules.Select(r => r.ToUpperInvariant())],
            Sender = parsed.GetValue(_from),
            Since = Time(parsed.GetValue(_since), problems),
            Until = Time(parsed.GetValue(_until), problems),
        };
        foreach (var problem in problems) shell.Problem(problem);
        return problems.Count == 0 ? filter : null;
    }

    private static MailState? State(string text, List<Phrase> problems)
    {
        foreach (var state in Enum.GetValues<MailState>())
        {
            if (Same(text, state.ToString()) || Same(text, state.Word().French) || Same(text, state.Word().English)) return state;
        }

        problems.Add(new($"« {text} » n'est pas une issue : {Outcomes}.", $"“{text}” is no outcome: {Outcomes}."));
        return null;
    }

    private static Because? Because(string text, List<Phrase> problems)
    {
        foreach (var because in Enum.GetValues<Because>())
        {
            if (Same(text, because.ToString())) return because;
        }

        var all = string.Join(", ", Enum.GetNames<Because>());
        problems.Add(new($"« {text} » n'est ni une règle (N1 à N20) ni une raison : {all}.", $"“{text}” is neither a rule (N1 to N20) nor a reason: {all}."));
        return null;
    }

    private DateTimeOffset? Time(string? text, List<Phrase> problems)
    {
        if (text is null) return null;
        if (Moment.Parse(text, _clock) is { } at) return at;
        problems.Add(Moment.NotOne(text));
        return null;
    }

    private static bool Same(string one, string other) => Bare(one) == Bare(other);

    private static string Bare(string text) => string.Concat(PlainWords.Fold(text).Where(char.IsAsciiLetterOrDigit));

    // AnsweredByAuthor, as it is typed: answered-by-author.
    private static string Name(MailState state) => string.Concat(state.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
