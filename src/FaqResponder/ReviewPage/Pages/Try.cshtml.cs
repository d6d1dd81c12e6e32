using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>A question is tried: what would be answered, how sure, why.</summary>
internal sealed class TryModel : ReviewModel
{
    private const int Longest = 2000;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Match> Matches { get; private set; } = [];

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    public Mode Mode => Part<FaqSettings>().Mode;

    /// <summary>What would become of the question, in a sentence.</summary>
    public string Verdict { get; private set; } = "";

    public void OnGet()
    {
        Q = Q is { Length: > Longest } ? Q[..Longest] : Q;
        if (string.IsNullOrWhiteSpace(Q)) return;
        Matches = Part<PostShelf>().Matcher.Ask(Q);
        Verdict = Words();
    }

    private string Words()
    {
        if (Matches is not [var best, ..] || best.Confidence < Thresholds.Draft) return W.Say("Aucun billet ne s'en approche assez : le message vous attendrait.", "No post comes near enough: the mail would wait for you.");
        if (best.Confidence < Thresholds.Answer) return W.Say($"Pas assez sûr pour partir seul : le message vous attendrait, avec « {best.Post.Title} » prêt à envoyer.", $"Not sure enough to go out by itself: the mail would wait for you, with “{best.Post.Title}” ready to send.");
        if (Part<HeldPosts>().All().ContainsKey(best.Post.Id)) return W.Say($"« {best.Post.Title} » répond, mais vous ne le laissez plus partir seul : le message vous attendrait.", $"“{best.Post.Title}” answers, but you don't let it go out by itself: the mail would wait for you.");
        return Mode is Mode.Answer
            ? W.Say($"« {best.Post.Title} » partirait tout seul, si rien d'autre ne l'empêche (expéditeur vérifié, plafonds…).", $"“{best.Post.Title}” would go out by itself, if nothing else stops it (sender proven, caps…).")
            : W.Say($"« {best.Post.Title} » répond ; en mode {Mode}, rien ne part tout seul.", $"“{best.Post.Title}” answers; in mode {Mode}, nothing goes out by itself.");
    }
}
