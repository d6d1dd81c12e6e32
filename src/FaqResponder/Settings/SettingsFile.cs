using System.Text;
using System.Text.Json;

using FaqResponder.Core;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>A settings file, read and known to be sound before the configuration takes it: its own errors are in English and name no line.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Text">The JSON; empty when there is a problem.</param>
/// <param name="Problem">Why it can't be used.</param>
internal sealed record SettingsFile(string Path, string Text, SettingsProblem? Problem)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The JSON for the configuration.</summary>
    public Stream Content() => new MemoryStream(Encoding.UTF8.GetBytes(Text));

    public static SettingsFile Open(string path)
    {
        try
        {
            var text = Read(path);
            using var json = JsonDocument.Parse(text, Lenient);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Unambiguous(path, text, json.RootElement) : Refuse(path, NotAnObject);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(path, new(
                "Ce fichier de réglages n'existe pas.",
                "This settings file does not exist."),
            new("Corrigez le chemin donné à --settings.", "Correct the path given to --settings."));
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, new(
                "Ce fichier n'est pas en UTF-8.",
                "This file is not UTF-8."), new("Enregistrez-le de nouveau en UTF-8.", "Save it again as UTF-8."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, new(
                "Ce fichier ne peut pas être lu.",
                "This file can't be read."), new("Donnez au service le droit de le lire.", "Give the service the right to read it."));
        }
        catch (JsonException e)
        {
            return Refuse(path, SyntaxError(e));
        }
    }

    private static Phrase NotAnObject => new("Ce fichier n'est pas un objet JSON { … }.", "This file is not a JSON object { … }.");

    private static string Read(string path)
    {
        // Notepad writes a byte order mark, also that of UTF-16; anything else must be UTF-8.
        using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    // JSON allows a key twice and the configuration does not; it also takes "host" and "Host" for one.
    private static SettingsFile Unambiguous(string path, string text, JsonElement root)
    {
        if (Repeated(root, "") is not { } key) return new(path, text, null);
        return Refuse(
            path, new(
                $"La clé {key} y est écrite deux fois.",
                $"It has the key {key} twice."), new("Effacez l'une des deux.", "Delete one of them."));
    }

    private static string? Repeated(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object) return null;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
        {
            var key = path.Length == 0 ? property.Name : ConfigurationPath.Combine(path, property.Name);
            if (!seen.Add(property.Name)) return key;
            if (Repeated(property.Value, key) is { } inside) return inside;
        }

        return null;
    }

    // The line is named and not shown: it may be that of a password.
    private static Phrase SyntaxError(JsonException e)
    {
        var (line, column) = (e.LineNumber + 1 ?? 1, e.BytePositionInLine + 1 ?? 1);
        return new(
            $"Ce n'est pas du JSON valable : ligne {line}, colonne {column}.",
            $"This is not valid JSON: line {line}, column {column}.");
    }

    private static SettingsFile Refuse(string path, Phrase wrong, Phrase? remedy = null) => new(path, "", new(path, "", wrong, remedy ?? new(
        "Regardez cette ligne et la précédente : une virgule, un guillemet ou une accolade y manque ; dans un chemin, écrivez / ou \\\\.",
        "Look at that line and the one before: a comma, quote or brace is missing there; in a path, write / or \\\\.")));
}
