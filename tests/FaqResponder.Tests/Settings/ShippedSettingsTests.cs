using System.Text.Json;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>The <c>appsettings.json</c> that comes with the program.</summary>
public sealed class ShippedSettingsTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, ConfigurationSources.FileName);

    private static readonly string[] FilledIn =
    [
        "Author:Name=Sylvie Martin", "Author:Address=sylvie.martin@orange.fr", "Mailbox:Imap:Password=trois petits chats",
        "Posts:Feed=https://blog.example.org/feed/",
    ];

    [Fact]
    public void It_is_complete_once_name_address_password_and_posts_are_filled_in()
    {
        var result = Read(FilledIn);

        result.Problems.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void It_lacks_nothing_but_those() =>
        Read([]).Problems.Select(p => p.Key).ShouldBe(["Author:Name", "Author:Address", "Mailbox:Imap:Password", "Posts"]);

    [Fact]
    public void Its_values_are_the_defaults()
    {
        var shipped = Read(FilledIn).Require();
        var defaults = SomeSettings.Settings();

        (shipped with { Author = defaults.Author, TemplatesFolder = defaults.TemplatesFolder }).ShouldBe(defaults);
        shipped.Author.Aliases.ShouldBeEmpty();
        shipped.TemplatesFolder.ShouldBe(Path.Combine(AppContext.BaseDirectory, "templates"));
    }

    [Fact]
    public void It_holds_every_key_that_is_read_and_no_other_in_the_order_of_reading() =>
        Keys(Document()).ShouldBe(SettingsReader.KnownKeys(SomeSettings.Nowhere));

    [Fact]
    public void Each_key_is_documented_in_french_then_in_english_right_above_it()
    {
        var lines = File.ReadAllLines(Shipped);
        for (var i = 0; i < lines.Length; i++)
        {
            var isKey = lines[i].TrimStart().StartsWith('"') && !lines[i].TrimEnd().EndsWith('{');
            if (!isKey) continue;
            lines[i - 2].TrimStart().ShouldStartWith("// ", customMessage: lines[i]);
            lines[i - 1].TrimStart().ShouldStartWith("// ", customMessage: lines[i]);
        }
    }

    private static SettingsResult Read(string[] overrides) =>
        SettingsReader.Read(ConfigurationSources.Build([Shipped], overrides, SomeSettings.Nowhere), SomeSettings.Nowhere);

    private static JsonElement Document() => JsonElement.Parse(File.ReadAllText(Shipped), new() { CommentHandling = JsonCommentHandling.Skip });

    private static IEnumerable<string> Keys(JsonElement element, string path = "") =>
        from property in element.EnumerateObject()
        let key = path.Length == 0 ? property.Name : ConfigurationPath.Combine(path, property.Name)
        from leaf in property.Value.ValueKind is JsonValueKind.Object ? Keys(property.Value, key) : [key]
        select leaf;
}
