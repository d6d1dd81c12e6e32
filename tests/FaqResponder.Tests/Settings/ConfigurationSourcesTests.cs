using System.Text;

namespace FaqResponder.Settings;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Surroundings around;

    public ConfigurationSourcesTests() => around = SomeSettings.Nowhere with
    {
        WorkingFolder = folder.In("work"),
        SystemSettingsFolder = folder.In("etc"),
        ProgramFolder = folder.In("program"),
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_environment_wins_over_the_file_and_the_command_line_over_both()
    {
        folder.Write("work/appsettings.json", """{ "Mode": "Watch", "Language": "fr", "Mailbox": { "Folder": "A" } }""");
        var environment = Environment(("FAQRESPONDER__MODE", "Answer"), ("FAQRESPONDER__MAILBOX__FOLDER", "B"));

        var configuration = ConfigurationSources.Build(null, ["Mailbox:Folder=C"], environment).Configuration;

        configuration["Language"].ShouldBe("fr");
        configuration["Mode"].ShouldBe("Answer");
        configuration["Mailbox:Folder"].ShouldBe("C");
    }

    [Fact]
    public void Other_variables_are_left_alone()
    {
        var sources = ConfigurationSources.Build(null, [], Environment(("PATH", "/bin"), ("FAQRESPONDER__", "x"), ("FAQRESPONDER_HOME", "x")));

        sources.Configuration.GetChildren().ShouldBeEmpty();
    }

    [Fact]
    public void The_file_in_the_working_folder_comes_first_then_the_administrators_then_the_one_beside_the_program()
    {
        var program = folder.Write("program/appsettings.json", "{}");
        Files().ShouldBe([program]);

        var administrators = folder.Write("etc/appsettings.json", "{}");
        Files().ShouldBe([administrators]);

        var working = folder.Write("work/appsettings.json", "{}");
        Files().ShouldBe([working]);
    }

    [Fact]
    public void Named_files_take_the_place_of_the_usual_one_and_the_last_one_wins()
    {
        folder.Write("work/appsettings.json", """{ "Language": "en" }""");
        folder.Write("work/first.json", """{ "Mode": "Watch", "Mailbox": { "Folder": "A" } }""");
        folder.Write("more/second.json", """{ "Mode": "Answer" }""");

        var sources = ConfigurationSources.Build(["first.json", folder.In("more/second.json")], [], around);

        sources.Files.ShouldBe([folder.In("work/first.json"), folder.In("more/second.json")]);
        sources.Configuration["Mode"].ShouldBe("Answer");
        sources.Configuration["Mailbox:Folder"].ShouldBe("A");
        sources.Configuration["Language"].ShouldBeNull();
        sources.BaseFolder.ShouldBe(folder.In("more"));
    }

    [Fact]
    public void Without_a_file_relative_paths_start_from_the_working_folder()
    {
        var sources = ConfigurationSources.Build(null, [], around);

        sources.Problems.ShouldBeEmpty();
        sources.BaseFolder.ShouldBe(folder.In("work"));
    }

    [Fact]
    public void A_named_file_that_is_missing_is_told()
    {
        var problem = ConfigurationSources.Build(["missing.json"], [], around).Problems.ShouldHaveSingleItem();

        problem.Key.ShouldBe(folder.In("work/missing.json"));
        problem.Wrong.English.ShouldBe("This settings file does not exist.");
    }

    [Fact]
    public void A_file_that_can_not_be_read_is_told()
    {
        Directory.CreateDirectory(folder.In("work/folder.json"));

        ConfigurationSources.Build(["folder.json"], [], around).Problems.ShouldHaveSingleItem().Wrong.English.ShouldBe("This file can't be read.");
    }

    [Fact]
    public void An_error_in_the_json_is_told_with_its_line_and_without_its_text()
    {
        var path = folder.Write("work/appsettings.json", "{\n  \"Mode\": \"Draft\",\n  \"Password\": \"SECRET\" \"Language\": \"fr\"\n}");

        var problem = ConfigurationSources.Build(null, [], around).Problems.ShouldHaveSingleItem();

        problem.Key.ShouldBe(path);
        problem.Wrong.French.ShouldBe("Ce n'est pas du JSON valable : ligne 3, colonne 24.");
        problem.ToString().ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_file_that_is_only_half_read_is_the_only_problem()
    {
        folder.Write("work/appsettings.json", "{ \"Mode\": ");
        var english = Environment(("FAQRESPONDER__LANGUAGE", "en"));

        var result = SettingsReader.Read(ConfigurationSources.Build(null, [], english), english);

        result.Problems.ShouldHaveSingleItem().Key.ShouldEndWith("appsettings.json");
        result.Language.ShouldBe(Core.Language.English);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_welcome()
    {
        folder.Write("work/appsettings.json", "// en tête\n{ /* ici */ \"Mode\": \"Watch\", }");

        ConfigurationSources.Build(null, [], around).Configuration["Mode"].ShouldBe("Watch");
    }

    [Theory]
    [InlineData("""{ "Author": { "Name": "A", "name": "B" } }""", "It has the key Author:name twice.")]
    [InlineData("""[ "Author" ]""", "This file is not a JSON object { … }.")]
    public void Json_that_is_no_settings_is_told(string json, string wrong)
    {
        folder.Write("work/appsettings.json", json);

        ConfigurationSources.Build(null, [], around).Problems.ShouldHaveSingleItem().Wrong.English.ShouldBe(wrong);
    }

    [Fact]
    public void A_file_saved_by_notepad_as_unicode_is_read()
    {
        folder.Write("work/x", "");
        File.WriteAllText(folder.In("work/appsettings.json"), """{ "Author": { "Name": "Élodie" } }""", Encoding.Unicode);

        ConfigurationSources.Build(null, [], around).Configuration["Author:Name"].ShouldBe("Élodie");
    }

    [Fact]
    public void A_file_saved_in_an_old_encoding_is_told()
    {
        folder.Write("work/x", "");
        File.WriteAllText(folder.In("work/appsettings.json"), """{ "Author": { "Name": "Élodie" } }""", Encoding.Latin1);

        ConfigurationSources.Build(null, [], around).Problems.ShouldHaveSingleItem().Wrong.English.ShouldBe("This file is not UTF-8.");
    }

    [Fact]
    public void An_override_may_hold_an_equals_sign() =>
        ConfigurationSources.Build(null, ["Posts:Feed=https://blog.example.org/?feed=rss2"], around).Configuration["Posts:Feed"].ShouldBe("https://blog.example.org/?feed=rss2");

    [Theory]
    [InlineData("Mode", "Mode")]
    [InlineData("=Watch", "…")]
    [InlineData("Mailbox:Imap:Password SECRET", "…")]
    public void An_override_without_key_or_value_is_told_and_no_secret_with_it(string text, string shown)
    {
        var problem = ConfigurationSources.Build(null, [text], around).Problems.ShouldHaveSingleItem();

        (problem.Key, problem.Value).ShouldBe(("--set", shown));
    }

    [Fact]
    public void A_bad_override_is_told_beside_what_else_is_wrong()
    {
        var result = SettingsReader.Read(ConfigurationSources.Build(null, ["Mode"], around), around);

        result.Problems.Select(p => p.Key).ShouldBe(["--set", "Author:Name", "Author:Address", "Mailbox:Imap:Password", "Posts"]);
    }

    private Surroundings Environment(params (string Name, string Value)[] variables) => around with { Variables = variables.ToDictionary(v => v.Name, v => v.Value) };

    private IReadOnlyList<string> Files() => ConfigurationSources.Build(null, [], around).Files;
}
