namespace FaqResponder.Feeds;

/// <summary>A file of the folder.</summary>
/// <param name="Name">Its path below the folder, with slashes.</param>
/// <param name="FullPath">Where to open it.</param>
internal sealed record ListedFile(string Name, string FullPath);

/// <summary>The Markdown files below a folder, in the order of their names.</summary>
/// <param name="Files">The files.</param>
/// <param name="Problems">Folders that could not be read, or a folder that holds nothing.</param>
/// <param name="Complete">Whether every folder below could be read.</param>
internal sealed record MarkdownListing(IReadOnlyList<ListedFile> Files, IReadOnlyList<PostProblem> Problems, bool Complete)
{
    // Links can lead round in circles under ever new names; the system itself gives up after 40 of them.
    private const int MaxDepth = 40;

    public static MarkdownListing Of(string folder, CancellationToken token)
    {
        if (!Directory.Exists(folder)) return new MarkdownListing([], [FileProblems.NoFolder(folder)], Complete: false);
        var walk = new Walk(token);
        walk.Into(new DirectoryInfo(folder), "", 0);
        var files = walk.Files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        List<PostProblem> problems = [.. walk.Unreadable.Select(path => FileProblems.UnreadableFolder(path))];
        if (files.Count == 0 && problems.Count == 0) problems.Add(FileProblems.EmptyFolder(folder));
        return new MarkdownListing(files, problems, walk.Unreadable.Count == 0);
    }

    private sealed class Walk(CancellationToken token)
    {
        private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

        // Real paths, so that a link to a folder above is entered once and no more.
        private readonly HashSet<string> _entered = [];

        public List<ListedFile> Files { get; } = [];

        public List<string> Unreadable { get; } = [];

        public void Into(DirectoryInfo folder, string name, int depth)
        {
            token.ThrowIfCancellationRequested();
            try
            {
                var real = RealPath(folder);
                if (depth > MaxDepth || !_entered.Add(real)) return;
                foreach (var entry in new DirectoryInfo(real).EnumerateFileSystemInfos("*", All)) Take(entry, name, depth);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
            {
                Unreadable.Add(name.Length == 0 ? folder.FullName : name);
            }
        }

        private void Take(FileSystemInfo entry, string folder, int depth)
        {
            if (entry.Name.StartsWith('.')) return;
            var name = folder + entry.Name;
            if (entry is DirectoryInfo inner) Into(inner, name + "/", depth + 1);
            else if (entry.Extension.Equals(".md", StringComparison.OrdinalIgnoreCase)) Files.Add(new ListedFile(name, entry.FullName));
        }

        private static string RealPath(DirectoryInfo folder) =>
            folder.LinkTarget is null ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
    }
}
