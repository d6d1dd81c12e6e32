using FaqResponder.Core;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace FaqResponder.Benchmarks;

/// <summary>Full-text search as a library gives it: one field, in memory, BM25, the same terms as the matcher's.</summary>
internal sealed class LuceneYardstick : IDisposable
{
    private readonly RAMDirectory _directory = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public LuceneYardstick(IEnumerable<Post> posts)
    {
        using var analyzer = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48);
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)))
        {
            foreach (var post in posts)
            {
                var text = string.Join('\n', [post.Title, .. post.Phrasings, post.Text]);
                writer.AddDocument([new TextField("text", Terms(text, post.Language), Field.Store.NO), new StoredField("id", post.Id)]);
            }
        }

        _reader = DirectoryReader.Open(_directory);
        _searcher = new(_reader) { Similarity = new BM25Similarity() };
    }

    public IReadOnlyList<string> Search(string mail, Language? language)
    {
        var query = new BooleanQuery();
        foreach (var term in TextAnalysis.For(language ?? Language.French).Terms(mail).Select(t => t.Stem).Distinct().Take(1000))
        {
            query.Add(new TermQuery(new Lucene.Net.Index.Term("text", term)), Occur.SHOULD);
        }

        return [.. _searcher.Search(query, 5).ScoreDocs.Select(d => _searcher.Doc(d.Doc).Get("id"))];
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    private static string Terms(string text, Language language) => string.Join(' ', TextAnalysis.For(language).Terms(text).Select(t => t.Stem));
}
