using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>A post proposed for a question.</summary>
/// <param name="Post">The post.</param>
/// <param name="Confidence">The probability that the post answers the question, 0 to 1.</param>
/// <param name="Explanation">Why, in words.</param>
public sealed record Match(Post Post, double Confidence, Explanation Explanation);
