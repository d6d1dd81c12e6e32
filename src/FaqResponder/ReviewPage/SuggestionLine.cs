using FaqResponder.Core.Matching;

namespace FaqResponder.ReviewPage;

/// <summary>A suggested post beside a reply.</summary>
/// <param name="Match">The post and why it is suggested.</param>
/// <param name="Number">Its place, which is also its key.</param>
/// <param name="Page">The page it stands on.</param>
/// <param name="IsBest">Whether it is what she most likely wants to send.</param>
/// <param name="CanJoin">Whether there are others to send it with.</param>
/// <param name="SendTo">Where its button leads.</param>
/// <param name="InsertTo">Where it is put into the reply, for a browser without script.</param>
internal sealed record SuggestionLine(Match Match, int Number, AnsweringModel Page, bool IsBest, bool CanJoin, string SendTo, string InsertTo);
