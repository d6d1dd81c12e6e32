namespace FaqResponder.Past;

/// <summary>Where a mail of the past lies.</summary>
/// <param name="Folder">The number of its folder among those that are looked through.</param>
internal readonly record struct PastPlace(int Folder, string Uid);

/// <summary>A mail that the author received, and one that she sent as a reply to it.</summary>
/// <param name="SentUid">Where the reply lies in Sent.</param>
/// <param name="MessageId">The reply's Message-ID, if it has one.</param>
internal sealed record PastPair(PastPlace Received, string SentUid, DateTimeOffset SentAt, string? MessageId);
