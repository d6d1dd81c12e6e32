using FaqResponder.Core;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>One post: how people ask for it, and which mails it answered.</summary>
internal sealed class PostModel : ReviewModel
{
    private const int MostMails = 30;
    private const int MostLearned = 50;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The phrasing as she wrote it.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The phrasing that it replaces.</summary>
    [BindProperty]
    public string? Old { get; set; }

    public StoredPost Post { get; private set; } = null!;

    public IReadOnlyList<LearnedPhrasing> Learned { get; private set; } = [];

    public int LearnedInAll { get; private set; }

    public IReadOnlyList<PostMail> Mails { get; private set; } = [];

    public PostCount Count { get; private set; } = PostCount.None;

    public HeldPost? Held { get; private set; }

    /// <summary>Whether a machine may send it, and why.</summary>
    public PostStanding Standing { get; private set; } = null!;

    /// <summary>How many more right suggestions it takes to earn that; 0 where that is not the question.</summary>
    public int StillNeeded { get; private set; }

    public IActionResult OnGet() => Load() ? Page() : NotFound();

    public IActionResult OnPostAdd() => Change(() => Checked(Text) is { } text && Tell(text, Phrasings.Add(Id, Post.OwnPhrasings, [text])[0]));

    /// <summary>A phrasing in other words: that of the file stays in it, hidden.</summary>
    public IActionResult OnPostEdit() => Change(() =>
    {
        if (Checked(Text) is not { } text) return false;
        if (Old is not { } old || old == text) return Old is not null || Tell(text, Phrasings.Add(Id, Post.OwnPhrasings, [text])[0]);
        if (PhrasingText.Key(old) == PhrasingText.Key(text)) return Respell(old, text);
        if (!Tell(text, Phrasings.Add(Id, Post.OwnPhrasings, [text])[0])) return false;
        Phrasings.Remove(Id, Post.OwnPhrasings, old);
        return true;
    });

    public IActionResult OnPostRemove() => Change(() =>
    {
        if (Old is { Length: > 0 } old) Phrasings.Remove(Id, Post.OwnPhrasings, old);
        return true;
    });

    public IActionResult OnPostForget(long mail) => Change(() =>
    {
        Part<Lessons>().Forget(mail, Id);
        Part<PostShelf>().Forget();
        return true;
    });

    public IActionResult OnPostHold() => Change(() =>
    {
        Part<HeldPosts>().Hold(Id);
        return true;
    });

    public IActionResult OnPostAllow() => Change(() =>
    {
        Part<HeldPosts>().Allow(Id);
        return true;
    });

    private PhrasingStore Phrasings => Part<PhrasingStore>();

    private IActionResult Change(Func<bool> change)
    {
        if (!Load()) return NotFound();
        if (!change()) return Load() ? Page() : NotFound();
        Part<PostShelf>().Put(Part<PostStore>().Published());
        return Redirect($"/posts/{Uri.EscapeDataString(Id)}");
    }

    // The same phrasing with other accents: her own is written anew; what stands in the file is found by either.
    private bool Respell(string old, string text)
    {
        if (Post.OwnPhrasings.Any(p => PhrasingText.Key(p) == PhrasingText.Key(old)))
        {
            Tell(new Phrase("Elle se trouve avec ou sans accents : corrigez-la dans le billet lui-même si vous y tenez.", "It is found with or without accents: correct it in the post itself if you like."));
            return false;
        }

        Phrasings.Remove(Id, Post.OwnPhrasings, old);
        Phrasings.Add(Id, Post.OwnPhrasings, [text]);
        return true;
    }

    private string? Checked(string? words)
    {
        var text = ReplyHeaders.OneLine(words ?? "");
        Phrase? wrong = !text.Any(char.IsLetterOrDigit) ? new("La formulation est vide.", "The phrasing is empty.")
            : text.Length > PhrasingText.Longest ? new($"La formulation a {text.Length} caractères, {PhrasingText.Longest} au plus : gardez la question seule.", $"The phrasing has {text.Length} characters, {PhrasingText.Longest} at most: keep the question alone.")
            : null;
        if (wrong is null) return text;
        Tell(wrong);
        return null;
    }

    private bool Tell(string text, AddedPhrasing added)
    {
        if (added is not AddedPhrasing.ThereAlready) return true;
        Tell(new Phrase($"Elle y est déjà, à la casse et aux accents près : « {text} ».", $"It is there already, but for case and accents: “{text}”."));
        return false;
    }

    private bool Load()
    {
        if (Part<PostStore>().Find(Id) is not { } post) return false;
        var (learned, all) = Part<Lessons>().Newest(Id, MostLearned);
        (Post, Learned, LearnedInAll) = (post, [.. learned.Reverse()], all);
        Mails = Part<PostRecord>().Mails(Id, MostMails);
        Count = Part<PostRecord>().Counts().GetValueOrDefault(Id, PostCount.None);
        Held = Part<HeldPosts>().All().GetValueOrDefault(Id);
        var answering = Part<FaqSettings>().Answering;
        Standing = Part<PostTrust>().All(answering.Thresholds.Answer, answering.Precision, answering.Trust is Trust.All).GetValueOrDefault(Id) ?? PostStanding.New(answering.Trust is Trust.All);
        StillNeeded = Standing.Permission is Permission.DraftOnly ? Standing.Record.StillNeededFor(answering.Precision) : 0;
        return true;
    }
}
