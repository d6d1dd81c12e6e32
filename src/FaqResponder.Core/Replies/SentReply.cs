namespace FaqResponder.Core.Replies;

/// <summary>A reply as it went out.</summary>
/// <param name="To">The To field.</param>
/// <param name="Subject">The Subject field.</param>
/// <param name="Date">The Date field.</param>
/// <param name="Text">The plain text part.</param>
public sealed record SentReply(string To, string Subject, DateTimeOffset Date, string Text);
