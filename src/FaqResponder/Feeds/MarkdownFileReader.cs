using System.Text;
using System.Text.RegularExpressions;

using FaqResponder.Core;

using YamlDotNet.Core;

namespace FaqResponder.Feeds;

/// <summary>Opens one file, checks that it is text, and cuts it; what it says is <see cref="MarkdownPost"/>'s business.</summary>
internal sealed partial class MarkdownFileReader(Language authorsLanguage)
{
    private const int MaxBytes = 1_000_000;

    // An id stands near the top, or not at all.
    private const int HeadBytes = 64_000;

    public MarkdownFile Read(ListedFile file)
    {
        try
        {
            return Read(file.Name, Load(file.FullPath));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Bad(file.Name, [FileProblems.Unreadable($"{file.Name}:1", e.Message)], head: "", readable: false);
        }
    }

    // Others may write while we read: an editor that saves must not fail because of us. A file that grows is cut off.
    private static byte[] Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }

    private MarkdownFile Read(string name, byte[] bytes)
    {
        var head = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, HeadBytes));
        if (bytes.Length > MaxBytes) return Bad(name, [FileProblems.TooLarge($"{name}:1")], head);
        if (LineOfBadByte(bytes) is { } line) return Bad(name, [FileProblems.NotUtf8($"{name}:{line}")], head);

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var cut = FrontMatter.Cut(text);
        if (cut.State == HeadState.Missing) return Bad(name, [FileProblems.NoFrontMatter($"{name}:1")], head);
        if (cut.State == HeadState.NotClosed) return Bad(name, [FileProblems.NotClosed($"{name}:{cut.Line}")], head);
        try
        {
            return Build(name, cut, head);
        }
        catch (YamlException e)
        {
            var problem = LineOfTab(cut.Yaml, e) is { } tab
                ? FileProblems.Tab($"{name}:{tab + cut.Line}")
                : FileProblems.BadYaml($"{name}:{e.Start.Line + cut.Line}", e.Message);
            return Bad(name, [problem], head);
        }
    }

    private MarkdownFile Build(string name, FrontMatter cut, string head)
    {
        var fields = FrontMatterFields.Read(cut.Yaml, cut.Line);
        var described = new MarkdownPost(name, fields, cut, authorsLanguage);
        // What is not finished may lack what a post needs.
        if (described.IsDraft) return new MarkdownFile(name, null, 1, [], [], Readable: true) { IsDraft = true };
        var (post, problems) = described.Build();
        return post is null
            ? Bad(name, problems, head)
            : new MarkdownFile(name, post, fields["id"]?.Line ?? 1, problems, [], Readable: true);
    }

    // Which post a malformed file was before: the one named like the file, or the one that its head still names.
    private static MarkdownFile Bad(string name, IReadOnlyList<PostProblem> problems, string head, bool readable = true)
    {
        var ids = new List<string> { MarkdownPost.IdFromName(name) };
        if (IdLine().Match(head) is { Success: true } id) ids.Add(id.Groups["id"].Value.Trim());
        return new MarkdownFile(name, null, 1, problems, ids, readable);
    }

    // The parser names the line where the value began that the tab broke.
    private static int? LineOfTab(string yaml, YamlException e)
    {
        var lines = yaml.Split('\n');
        for (var line = (int)e.Start.Line; line <= e.End.Line && line <= lines.Length; line++)
        {
            if (lines[line - 1].StartsWith('\t')) return line;
        }

        return null;
    }

    private static int? LineOfBadByte(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != System.Buffers.OperationStatus.Done) return line;
            if (rune.Value == '\n') line++;
            bytes = bytes[used..];
        }

        return null;
    }

    [GeneratedRegex("""^id[ \t]*:[ \t]*["']?(?<id>[^"'\r\n#]+)""", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex IdLine();
}
