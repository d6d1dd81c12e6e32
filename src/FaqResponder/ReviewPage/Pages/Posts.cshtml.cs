using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>The posts: what is published, how people ask for it, and how it has served.</summary>
internal sealed class PostsModel : ReviewModel
{
    private const int OnAPage = 60;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<StoredPost> Posts { get; private set; } = [];

    public int Found { get; private set; }

    public int Pages { get; private set; } = 1;

    public IReadOnlyDictionary<string, PostCount> Counts { get; private set; } = new Dictionary<string, PostCount>();

    public IReadOnlyDictionary<string, HeldPost> Held { get; private set; } = new Dictionary<string, HeldPost>();

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    public void OnGet()
    {
        Counts = Part<PostRecord>().Counts();
        Held = Part<HeldPosts>().All();
        var wanted = PlainWords.Fold(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<StoredPost> found = [.. Part<PostStore>().All()
            .Where(p => wanted.Length == 0 || (PlainWords.Fold($"{p.Post.Title} {p.Post.Id} {string.Join(' ', p.Post.Tags)} {string.Join(' ', p.Post.Phrasings)}") is var text && Array.TrueForAll(wanted, w => text.Contains(w, StringComparison.Ordinal))))
            .OrderBy(p => p.GoneAt is not null).ThenByDescending(p => Counts.GetValueOrDefault(p.Post.Id, PostCount.None).All).ThenBy(p => p.Post.Title, StringComparer.OrdinalIgnoreCase)];
        Found = found.Count;
        Pages = Math.Max(1, (found.Count + OnAPage - 1) / OnAPage);
        Number = Math.Clamp(Number, 1, Pages);
        Posts = [.. found.Skip((Number - 1) * OnAPage).Take(OnAPage)];
    }
}
