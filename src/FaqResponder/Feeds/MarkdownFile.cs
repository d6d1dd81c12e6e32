using FaqResponder.Core.Posts;

namespace FaqResponder.Feeds;

/// <summary>What one file of the folder gave.</summary>
/// <param name="Name">Its path below the folder.</param>
/// <param name="Post">The post; <see langword="null"/> when the file is malformed.</param>
/// <param name="IdLine">The line of the id; the first one when the file name is the id.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="LikelyIds">Of a malformed file, the ids that its post probably had.</param>
/// <param name="Readable">Whether it could be opened at all.</param>
internal sealed record MarkdownFile(
    string Name, Post? Post, int IdLine, IReadOnlyList<PostProblem> Problems, IReadOnlyList<string> LikelyIds, bool Readable)
{
    /// <summary>Whether its author says that it isn't finished: it is no post, and nothing is wrong with it.</summary>
    public bool IsDraft { get; init; }
}
