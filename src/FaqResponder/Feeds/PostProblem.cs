using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>One thing that keeps a post, or a whole source of posts, from being used.</summary>
/// <param name="Where">The file and its line, such as <c>devis.md:3</c>, or the address of the feed.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record PostProblem(string Where, Phrase Wrong, Phrase Remedy);
