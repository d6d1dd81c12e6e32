namespace FaqResponder.Core.Posts;

/// <summary>One published article of the author's: what may be sent in answer to a question.</summary>
public sealed record Post
{
    /// <summary>A stable, short name of the post, such as <c>local-domicile</c>; unique among all posts.</summary>
    public required string Id { get; init; }

    /// <summary>The title as published.</summary>
    public required string Title { get; init; }

    /// <summary>The address where people read it.</summary>
    public required string Url { get; init; }

    /// <summary>The language it is written in.</summary>
    public Language Language { get; init; }

    /// <summary>The day of publication, when known.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>The author's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Ways in which people ask what this post answers.</summary>
    public IReadOnlyList<string> Phrasings { get; init; } = [];

    /// <summary>The whole text, without markup.</summary>
    public required string Text { get; init; }

    /// <summary>The first words of the text, whole sentences: what a reply quotes. See <see cref="PostLead"/>.</summary>
    public string Lead => PostLead.Of(Text);

    /// <summary>Whether both say the same, list by list: a record compares its lists by reference only.</summary>
    public bool IsSameAs(Post other) =>
        (Id, Title, Url, Language, Published, Text) == (other.Id, other.Title, other.Url, other.Language, other.Published, other.Text)
        && Tags.SequenceEqual(other.Tags) && Phrasings.SequenceEqual(other.Phrasings);
}
