using FaqResponder.Core.Learning;

namespace FaqResponder.Past;

/// <summary>An answer that the author writes again and again, and that is no post.</summary>
/// <param name="Mails">How many mails she answered with it.</param>
/// <param name="Questions">What some of them asked, the newest first.</param>
/// <param name="Words">What she wrote the last time.</param>
internal sealed record HabitualAnswer(int Mails, int People, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<string> Questions, string Words);

/// <summary>What learning from the past found.</summary>
/// <param name="Received">How many mails were received in the time, and how many sent.</param>
/// <param name="Pairs">How many of the sent ones answer one of the received.</param>
/// <param name="New">How many of these answers are new to the ledger.</param>
/// <param name="Mails">How many mails of the past the ledger now knows as answered, those of earlier times that it was asked to learn included.</param>
/// <param name="Free">How many of them no post answered.</param>
/// <param name="Posts">How many of them each post answered, by what that was told.</param>
/// <param name="Habits">What she writes again and again, the most frequent first.</param>
internal sealed record LearnedPast(
    int Received, int Sent, int Pairs, int New, int Mails, int Free, IReadOnlyList<(string PostId, ToldBy By, int Mails)> Posts, IReadOnlyList<HabitualAnswer> Habits);
