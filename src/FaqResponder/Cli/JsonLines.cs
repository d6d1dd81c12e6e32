using System.Text.Json;

namespace FaqResponder.Cli;

/// <summary>A line of a JSON Lines file can't be read; the message names file and line.</summary>
internal sealed class JsonLinesException(string where, Exception? inner) : Exception(where, inner);

/// <summary>Reads files with one JSON object a line.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> Read(FileInfo file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return Parse(line, $"{file}:{number}");
        }
    }

    public static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    public static IReadOnlyList<string> Texts(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!)]
            : [];

    private static JsonElement Parse(string line, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonLinesException(where, null);
        }
        catch (JsonException wrong)
        {
            throw new JsonLinesException(where, wrong);
        }
    }
}
