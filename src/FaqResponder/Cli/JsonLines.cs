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
            if (document.RootElement.ValueKind is not JsonValueKind.Object) throw new JsonLinesException(where, null);
            // A string that is no Unicode ("\ud800") is found out only when it is read.
            foreach (var property in document.RootElement.EnumerateObject())
            {
                _ = Text(document.RootElement, property.Name);
                _ = Texts(document.RootElement, property.Name);
            }

            return document.RootElement.Clone();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new JsonLinesException(where, wrong);
        }
    }
}
