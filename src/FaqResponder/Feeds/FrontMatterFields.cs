using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FaqResponder.Feeds;

/// <summary>One key of the front matter.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Values">Its value, or the values of its list; none when it is empty.</param>
/// <param name="IsList">Whether it was written as a list.</param>
/// <param name="NestedLine">The line of a value that is not plain text; else 0.</param>
internal sealed record FrontMatterField(int Line, IReadOnlyList<string> Values, bool IsList, int NestedLine);

/// <summary>
/// The keys of the front matter, in any case. Read event by event: a tree of nodes is built by recursion, and a file of
/// brackets alone would overflow the stack.
/// </summary>
internal sealed class FrontMatterFields
{
    // Beyond, the scanner takes minutes.
    private const int MaxDepth = 50;

    private readonly Dictionary<string, FrontMatterField> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<KeyValuePair<string, int>> _repeated = [];
    private readonly int _linesBefore;

    private FrontMatterFields(int linesBefore) => _linesBefore = linesBefore;

    /// <summary>Keys that stand there a second time, each with the line of the second.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Repeated => _repeated;

    /// <summary>Reads the YAML; throws <see cref="YamlException"/>, whose lines count from the first of the YAML.</summary>
    /// <param name="yaml">The lines between the two marks.</param>
    /// <param name="linesBefore">How many lines of the file stand before them.</param>
    public static FrontMatterFields Read(string yaml, int linesBefore)
    {
        var fields = new FrontMatterFields(linesBefore);
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return fields;
        parser.Consume<DocumentStart>();
        var start = parser.Consume<ParsingEvent>();
        if (start is not MappingStart) throw new YamlException(start.Start, start.End, "'key: value' expected");
        while (!parser.TryConsume<MappingEnd>(out _)) fields.Add(parser);
        parser.Consume<DocumentEnd>();
        return fields;
    }

    public FrontMatterField? this[string key] => _fields.GetValueOrDefault(key);

    private void Add(Parser parser)
    {
        if (!parser.TryConsume<Scalar>(out var key))
        {
            Skip(parser);
            Skip(parser);
            return;
        }

        var field = ReadValue(parser, LineOf(key.Start));
        if (!_fields.TryAdd(key.Value, field)) _repeated.Add(new(key.Value, field.Line));
    }

    private FrontMatterField ReadValue(Parser parser, int line)
    {
        if (parser.TryConsume<Scalar>(out var scalar)) return new FrontMatterField(line, TextOf(scalar), IsList: false, 0);
        if (!parser.TryConsume<SequenceStart>(out _)) return new FrontMatterField(line, [], IsList: false, SkipNested(parser));

        var values = new List<string>();
        var nested = 0;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var item)) values.AddRange(TextOf(item));
            else if (SkipNested(parser) is var at && nested == 0) nested = at;
        }

        return new FrontMatterField(line, values, IsList: true, nested);
    }

    private int SkipNested(Parser parser)
    {
        var line = LineOf(parser.Current!.Start);
        Skip(parser);
        return line;
    }

    private static void Skip(Parser parser)
    {
        var depth = 0;
        do
        {
            var next = parser.Consume<ParsingEvent>();
            depth += next.NestingIncrease;
            if (depth > MaxDepth) throw new YamlException(next.Start, next.End, "nested too deeply");
        }
        while (depth > 0);
    }

    private int LineOf(Mark mark) => (int)mark.Line + _linesBefore;

    private static string[] TextOf(Scalar scalar)
    {
        var text = scalar.Value.Trim();
        var isNull = scalar.Style == ScalarStyle.Plain && text is "" or "~" or "null" or "Null" or "NULL";
        return isNull || text.Length == 0 ? [] : [text];
    }
}
