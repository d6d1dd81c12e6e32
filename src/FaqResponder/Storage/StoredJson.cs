using System.Text.Json;
using System.Text.Json.Serialization;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

namespace FaqResponder.Storage;

/// <summary>How lists and records are written into columns; generated code, so that nothing is looked up by reflection at start.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IncomingMail))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<long>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(IReadOnlyList<string> list) => JsonSerializer.Serialize(list, Default.IReadOnlyListString);

    public static IReadOnlyList<string> ReadList(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListString) ?? [];

    public static string Write(IncomingMail mail) => JsonSerializer.Serialize(mail, Default.IncomingMail);

    public static IncomingMail ReadMail(string json) => JsonSerializer.Deserialize(json, Default.IncomingMail) ?? new();

    public static string Write(Explanation explanation) => JsonSerializer.Serialize(explanation, Default.Explanation);

    public static Explanation ReadExplanation(string json) => JsonSerializer.Deserialize(json, Default.Explanation) ?? new("", [], [], null, null);
}
