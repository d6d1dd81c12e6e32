using System.Text;

using Microsoft.Extensions.Configuration;

namespace FaqResponder.Settings;

public sealed class SecretsTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sésame\n", "sésame")]
    [InlineData("sésame\r\n", "sésame")]
    [InlineData("sésame", "sésame")]
    [InlineData(" sésame ", " sésame ")]
    public void A_password_file_holds_the_password_but_for_the_end_of_its_line(string content, string password)
    {
        var settings = SomeSettings.Settings(("Mailbox:Imap:PasswordFile", Closed("password", content)));

        settings.Mailbox.Imap.ShouldNotBeNull().Password.ShouldBe(password);
    }

    [Fact]
    public void A_password_file_wins_over_a_credential_of_systemd_and_that_over_the_key()
    {
        folder.Write("credentials/imap-password", "par systemd\n");
        var systemd = SomeSettings.With(("CREDENTIALS_DIRECTORY", folder.In("credentials")));

        Password(SomeSettings.Read(systemd, ("Mailbox:Imap:PasswordFile", Closed("password", "par fichier\n")))).ShouldBe("par fichier");
        Password(SomeSettings.Read(systemd)).ShouldBe("par systemd");
        Password(SomeSettings.Read()).ShouldBe("trois petits chats");
    }

    [Fact]
    public void Sending_has_a_credential_of_its_own()
    {
        folder.Write("credentials/smtp-password", "pour l'envoi");

        var result = SomeSettings.Read(SomeSettings.With(("CREDENTIALS_DIRECTORY", folder.In("credentials"))));

        result.Require().Smtp.Server.ShouldNotBeNull().Password.ShouldBe("pour l'envoi");
        Password(result).ShouldBe("trois petits chats");
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("folder", "can't be read")]
    [InlineData("empty", "is empty")]
    [InlineData("lines", "several lines")]
    [InlineData("large", "too large")]
    public void A_password_file_that_is_of_no_use_is_told_with_its_path(string name, string wrong)
    {
        Directory.CreateDirectory(folder.In("folder"));
        Closed("empty", "\n");
        Closed("lines", "premier\nsecond\n");
        Closed("large", new string('x', 5000));

        var problem = SomeSettings.Problem(("Mailbox:Imap:PasswordFile", folder.In(name)));

        problem.Key.ShouldBe("Mailbox:Imap:PasswordFile");
        problem.Value.ShouldBe(folder.In(name));
        problem.Wrong.English.ShouldContain(wrong);
    }

    [Fact]
    public void A_password_file_that_everyone_may_read_is_warned_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var path = Closed("password", "sésame");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var result = SomeSettings.Read(("Mailbox:Imap:PasswordFile", path));

        Password(result).ShouldBe("sésame");
        result.Warnings.ShouldHaveSingleItem().Remedy.French.ShouldBe($"Fermez-le : chmod 600 {path}");
    }

    [Fact]
    public void A_password_in_a_settings_file_works_and_is_warned_of()
    {
        var json = """{ "Mailbox": { "Imap": { "Password": "dans le fichier" } } }""";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(SomeSettings.Enough.ToDictionary(k => k.Key, k => k.Value))
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
            .Build();

        var result = SettingsReader.Read(configuration, folder.Path, SomeSettings.Nowhere);

        Password(result).ShouldBe("dans le fichier");
        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.ShouldBe(warning with { Key = "Mailbox:Imap:Password", Value = "" });
        warning.Remedy.English.ShouldContain("Mailbox:Imap:PasswordFile");
    }

    [Fact]
    public void A_password_from_elsewhere_is_no_reason_to_warn() => SomeSettings.Read().Warnings.ShouldBeEmpty();

    [Fact]
    public void No_password_is_ever_in_a_problem_or_a_warning()
    {
        var result = SomeSettings.Read(("Mailbox:Imap:Password", "SECRET"), ("Smtp:Password", "SECRET"), ("Mode", "Auto"), ("Smtp:Port", "0"), ("Smtp:Pasword", "SECRET"));

        string.Join('\n', [.. result.Problems, .. result.Warnings]).ShouldNotContain("SECRET");
    }

    private static string Password(SettingsResult result) => result.Require().Mailbox.Imap.ShouldNotBeNull().Password;

    private string Closed(string name, string content)
    {
        var path = folder.Write(name, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
