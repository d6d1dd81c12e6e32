using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>A folder of posts in Markdown, one a file, each with YAML front matter. A bad file never hides the others.</summary>
/// <param name="folder">The folder, a full path.</param>
/// <param name="authorsLanguage">The language of a post that names none.</param>
internal sealed class MarkdownFolder(string folder, Language authorsLanguage)
{
    /// <summary>
    /// Reads every <c>*.md</c> below the folder; names that begin with a dot are passed over, as they belong to editors and systems.
    /// </summary>
    public PostBatch Read(CancellationToken token)
    {
        var listing = MarkdownListing.Of(folder, token);
        var reader = new MarkdownFileReader(authorsLanguage);
        var files = new List<MarkdownFile>();
        foreach (var file in listing.Files)
        {
            token.ThrowIfCancellationRequested();
            files.Add(reader.Read(file));
        }

        return Gather(listing, files);
    }

    private static PostBatch Gather(MarkdownListing listing, List<MarkdownFile> files)
    {
        var problems = listing.Problems.ToList();
        var posts = new List<SourcedPost>();
        var keep = new HashSet<string>();
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            problems.AddRange(file.Problems);
            if (file.IsDraft) continue;
            if (file.Post is not { } post)
            {
                keep.UnionWith(file.LikelyIds);
            }
            else if (owners.TryAdd(post.Id, file.Name))
            {
                posts.Add(new SourcedPost(post, $"file: {file.Name}"));
            }
            else
            {
                problems.Add(FileProblems.SameId($"{file.Name}:{file.IdLine}", post.Id, owners[post.Id]));
            }
        }

        // An unreadable file hides its id, and an empty folder is more often a disk that is not mounted than the end of a blog, even
        // if a draft was written into it meanwhile: in these cases nothing may be taken for vanished.
        var complete = listing.Complete && files.Exists(file => !file.IsDraft) && files.TrueForAll(file => file.Readable);
        return new PostBatch(posts, problems, complete) { KeepIds = keep };
    }
}
