namespace FaqResponder.Core.Screening;

/// <summary>A rule that stopped a mail.</summary>
/// <param name="Rule">The rule's name, such as "N3".</param>
/// <param name="Found">What it found, such as the header's value.</param>
/// <param name="FileIt">Whether such mail is filed rather than put before the author: bounces and her own mail.</param>
public sealed record ScreeningHit(string Rule, string Found, bool FileIt);
