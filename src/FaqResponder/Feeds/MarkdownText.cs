using System.Text;

using FaqResponder.Core.Mails;

using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FaqResponder.Feeds;

/// <summary>A body in Markdown as the plain text that a person reads: paragraphs, "- " before list items, no markup.</summary>
/// <param name="Title">The given title, or the first heading of the first level.</param>
/// <param name="Text">The text, its paragraphs separated by an empty line; the title is not repeated at its top.</param>
/// <param name="TooDeep">Whether the markup is nested too deeply to be meant.</param>
internal sealed record MarkdownText(string? Title, string Text, bool TooDeep)
{
    // Not "all extensions": with them "$5 and $10" is a formula, and ":-)" a picture.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseAlertBlocks()
        .UseCustomContainers()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseGenericAttributes()
        .Build();

    public static MarkdownText Of(string markdown, string? title)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's way of saying that its depth limit is reached.
            return new MarkdownText(title, "", TooDeep: true);
        }

        var headings = document.OfType<HeadingBlock>().Where(heading => heading.Level == 1);
        title ??= headings.Select(TitleOf).FirstOrDefault(found => found.Length > 0);
        if (document.FirstOrDefault() is HeadingBlock { Level: 1 } first && TitleOf(first) == title) document.Remove(first);
        return new MarkdownText(title, Blocks(document, "\n\n").Trim('\n', ' '), TooDeep: false);
    }

    private static string TitleOf(HeadingBlock heading) => PlainLine.Of(Leaf(heading));

    private static string Blocks(ContainerBlock container, string separator) =>
        string.Join(separator, container.Select(Block).Where(text => text.Length > 0));

    private static string Block(Block block) => block switch
    {
        Table table => string.Join('\n', table.OfType<TableRow>().Select(Row).Where(row => row.Length > 0)),
        ListBlock list => string.Join('\n', list.OfType<ListItemBlock>().Select(Item).Where(item => item.Length > 0)),
        LinkReferenceDefinitionGroup => "",
        ContainerBlock container => Blocks(container, "\n\n"),
        HtmlBlock html => HtmlText.Of(html.Lines.ToString()),
        CodeBlock code => code.Lines.ToString().TrimEnd(),
        LeafBlock leaf => Leaf(leaf),
        _ => "",
    };

    private static string Row(TableRow row) =>
        string.Join(" | ", row.OfType<TableCell>().Select(cell => Blocks(cell, " ")).Where(cell => cell.Length > 0));

    private static string Item(ListItemBlock item)
    {
        var text = Blocks(item, "\n");
        return text.Length == 0 ? "" : "- " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
    }

    private static string Leaf(LeafBlock leaf)
    {
        if (leaf.Inline is null) return "";
        if (leaf.Inline.Descendants<HtmlInline>().Any()) return HtmlText.Of(Html(leaf));
        var text = new StringBuilder();
        Write(leaf.Inline, text);
        return text.ToString().Trim();
    }

    private static string Html(LeafBlock leaf)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.WriteLeafInline(leaf);
        return writer.ToString();
    }

    private static void Write(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            // A picture says nothing in a mail, and what stands for it was written for those who can't see it.
            case LinkInline { IsImage: true } or FootnoteLink:
                return;
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                return;
            case CodeInline code:
                text.Append(code.Content);
                return;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                return;
            case AutolinkInline link:
                text.Append(link.Url);
                return;
            case LineBreakInline line:
                text.Append(line.IsHard ? '\n' : ' ');
                return;
            case ContainerInline container:
                foreach (var child in container) Write(child, text);
                return;
        }
    }
}
