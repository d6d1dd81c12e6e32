using FaqResponder.Core;

namespace FaqResponder.Settings;

public sealed class SurroundingsTests
{
    [Fact]
    public void A_person_keeps_the_ledger_at_home() =>
        SomeSettings.Nowhere.DefaultDataFolder().ShouldBe(Path.Combine("/home/sylvie", ".local", "share", "faqresponder"));

    [Fact]
    public void A_person_may_keep_all_data_elsewhere() => SomeSettings.With(("XDG_DATA_HOME", "/data")).DefaultDataFolder().ShouldBe(Path.Combine("/data", "faqresponder"));

    [Fact]
    public void Systemd_says_where_the_ledger_goes() =>
        SomeSettings.With(("STATE_DIRECTORY", "/var/lib/faq:/var/lib/other"), ("XDG_DATA_HOME", "/data")).DefaultDataFolder().ShouldBe("/var/lib/faq");

    [Fact]
    public void Root_keeps_the_ledger_where_services_do() => (SomeSettings.Nowhere with { Privileged = true }).DefaultDataFolder().ShouldBe("/nowhere/var");

    [Fact]
    public void A_service_folder_that_is_there_and_writable_is_used()
    {
        using var folder = new ScratchFolder();

        (SomeSettings.Nowhere with { SystemDataFolder = folder.Path }).DefaultDataFolder().ShouldBe(folder.Path);

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void On_windows_the_ledger_lies_among_the_data_of_all_users() =>
        (SomeSettings.With(("STATE_DIRECTORY", "x")) with { OnWindows = true }).DefaultDataFolder().ShouldBe("/nowhere/var");

    [Theory]
    [InlineData("fr_FR.UTF-8", Language.French)]
    [InlineData("en_GB.UTF-8", Language.English)]
    [InlineData("de_DE.UTF-8", Language.French)]
    [InlineData("C.UTF-8", Language.French)]
    public void The_language_of_the_system_is_french_unless_it_is_english(string lang, Language expected) =>
        SomeSettings.With(("LANG", lang)).SystemLanguage().ShouldBe(expected);

    [Fact]
    public void The_language_of_messages_wins_over_that_of_all() => SomeSettings.With(("LC_MESSAGES", "en"), ("LANG", "fr_FR")).SystemLanguage().ShouldBe(Language.English);

    [Fact]
    public void Windows_tells_its_language_otherwise() => (SomeSettings.Nowhere with { WindowsLocale = "en-US" }).SystemLanguage().ShouldBe(Language.English);

    [Fact]
    public void The_real_surroundings_are_those_of_the_process()
    {
        var real = Surroundings.Real();

        real.WorkingFolder.ShouldBe(Environment.CurrentDirectory);
        real.Variable("PATH").ShouldBe(Environment.GetEnvironmentVariable("PATH"));
        real.Variable("FAQRESPONDER_NO_SUCH_VARIABLE").ShouldBe("");
    }
}
