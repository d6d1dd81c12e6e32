using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

/// <summary>Settings to start from: each test writes only what it is about.</summary>
internal static class SomeSettings
{
    /// <summary>The least that is enough.</summary>
    public static readonly (string Key, string? Value)[] Enough =
    [
        ("Author:Name", "Sylvie Martin"),
        ("Author:Address", "sylvie.martin@orange.fr"),
        ("Mailbox:Imap:Password", "trois petits chats"),
        ("Posts:Feed", "https://blog.example.org/feed/"),
    ];

    /// <summary>Nothing in the environment, and a machine where nobody is root.</summary>
    public static readonly Surroundings Nowhere = new()
    {
        Variables = new Dictionary<string, string>(),
        WorkingFolder = "/nowhere/work",
        ProgramFolder = "/nowhere/program",
        HomeFolder = "/home/sylvie",
        SystemSettingsFolder = "/nowhere/etc",
        SystemDataFolder = "/nowhere/var",
    };

    public static Surroundings With(params (string Name, string Value)[] variables) =>
        Nowhere with { Variables = variables.ToDictionary(v => v.Name, v => v.Value) };

    /// <summary>Reads what is enough, with these changes; <see langword="null"/> takes a key away.</summary>
    public static SettingsResult Read(params (string Key, string? Value)[] changes) => Read(Nowhere, changes);

    public static SettingsResult Read(Surroundings surroundings, params (string Key, string? Value)[] changes) =>
        SettingsReader.Read(Configuration([.. Enough, .. changes]), "/etc/faqresponder", surroundings);

    public static FaqSettings Settings(params (string Key, string? Value)[] changes)
    {
        var result = Read(changes);
        result.Problems.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }

    /// <summary>The one problem that these changes make.</summary>
    public static SettingsProblem Problem(params (string Key, string? Value)[] changes)
    {
        var result = Read(changes);
        result.Settings.ShouldBeNull();
        return result.Problems.ShouldHaveSingleItem();
    }

    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] keys)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in keys) values[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
