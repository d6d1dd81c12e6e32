using FaqResponder.Core;

namespace FaqResponder.Support;

/// <summary>With what somebody looks at the page; at a desk unless told otherwise.</summary>
internal sealed record Viewer
{
    public bool JavaScript { get; init; } = true;

    /// <summary>A screen of 390 by 844 points that is touched.</summary>
    public bool Phone { get; init; }

    public bool Dark { get; init; }

    /// <summary>The language that she chose on the page; <see langword="null"/> for that of the settings.</summary>
    public Language? Language { get; init; }
}
