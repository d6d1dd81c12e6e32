using System.Text;

using FaqResponder.Core;
using FaqResponder.Core.Mails;

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FaqResponder.Feeds;

/// <summary>
/// A post that is yet to be written, as a file that <see cref="MarkdownFolder"/> reads once it is finished. Until then it says that it is a draft; and without the address, the
/// title or the text, whichever is missing, it is no post even when that line is taken out.
/// </summary>
/// <param name="Title">Its title; empty where she must find one.</param>
/// <param name="Questions">The ways in which people asked.</param>
/// <param name="Text">What she has said to it already, in Markdown; empty where there is nothing.</param>
internal sealed record PostSkeleton(string Title, Language Language, IReadOnlyList<string> Questions, string Text)
{
    private const int LongestName = 60;

    private static readonly EmitterSettings OneLine = new EmitterSettings().WithBestWidth(int.MaxValue);

    /// <summary>The name of its file after its title, which is also the id of the post.</summary>
    /// <param name="otherwise">The name where the title has no word for it.</param>
    public string FileName(string otherwise)
    {
        var name = new StringBuilder();
        foreach (var word in PlainWords.Fold(Title).Split([.. PlainWords.Fold(Title).Where(c => !char.IsAsciiLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Length + word.Length >= LongestName) break;
            name.Append(name.Length > 0 ? "-" : "").Append(word);
        }

        return $"{(name.Length > 0 ? name.ToString() : otherwise)}.md";
    }

    /// <summary>The file.</summary>
    /// <param name="reader">The language of whoever finishes it.</param>
    public string Write(Language reader)
    {
        var file = new StringBuilder("---\n");
        Note(new("Tant que la ligne « draft: true » est là, ce fichier n'est pas un billet. Relisez le titre, les questions et le texte : ils paraîtront.",
            "As long as the line \"draft: true\" is there, this file is no post. Look over title, questions and text: they will be public."));
        Note(new("Quand le billet est publié : remplissez « url: » (et « published: », 2026-01-31), puis supprimez « draft: true ».",
            "Once the post is published: fill in \"url:\" (and \"published:\", 2026-01-31), then remove \"draft: true\"."));
        file.Append("draft: true\n").Append("title:").Append(Title.Length > 0 ? " " + Quoted(Title) : "").Append('\n');
        file.Append("url:\n").Append("lang: ").Append(Language.Code()).Append('\n').Append("published:\n");
        file.Append("questions:\n");
        foreach (var question in Questions) file.Append("  - ").Append(Quoted(question)).Append('\n');
        file.Append("---\n\n");
        // What stands in such marks isn't read, nor shown by a blog: a post of it alone has no text.
        file.Append(Text.Length > 0 ? Text : $"<!-- {new Phrase("Écrivez ici la réponse.", "Write the answer here.").In(reader)} -->").Append('\n');
        return file.ToString();

        void Note(Phrase words) => file.Append("# ").Append(words.In(reader)).Append('\n');
    }

    private static string Quoted(string text)
    {
        using var written = new StringWriter();
        var emitter = new Emitter(written, OneLine);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return written.ToString().Trim();
    }
}
