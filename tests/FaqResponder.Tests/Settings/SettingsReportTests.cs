using FaqResponder.Core;

namespace FaqResponder.Settings;

public sealed class SettingsReportTests
{
    private static readonly SettingsProblem Problem = new("Mode", "Auto", new("Faux.", "Wrong."), new("Corrigez.", "Correct it."));

    [Fact]
    public void A_problem_is_one_line_in_the_language_of_the_reader()
    {
        SettingsReport.Lines([Problem], Language.French).ShouldBe(["Mode = Auto — Faux. → Corrigez."]);
        SettingsReport.Lines([Problem], Language.English).ShouldBe(["Mode = Auto — Wrong. → Correct it."]);
    }

    [Fact]
    public void A_value_that_is_not_there_or_not_shown_leaves_no_trace() =>
        SettingsReport.Line(Problem with { Value = "" }, Language.English).ShouldBe("Mode — Wrong. → Correct it.");

    [Fact]
    public void A_value_can_not_break_the_line_or_fill_the_screen()
    {
        var line = SettingsReport.Line(Problem with { Value = "a\n\u001b[31m" + new string('x', 200) }, Language.English);

        line.ShouldStartWith("Mode = a␤␤[31mxxx");
        line.ShouldContain("x… — Wrong.");
        line.Length.ShouldBeLessThan(130);
    }

    [Fact]
    public void An_author_reads_what_she_can_do()
    {
        var result = SomeSettings.Read(("Mailbox:Imap:Hots", "x"), ("Mailbox:PollEvery", "00:00:01"), ("Author:Name", ""));

        string.Join('\n', SettingsReport.Lines(result.Problems, result.Language)).ShouldBe(
            """
            Author:Name — Il manque cette valeur. → Écrivez le nom sous lequel vous répondez.
            Mailbox:PollEvery = 00:00:01 — La durée est hors des limites. → Choisissez entre 00:00:05 et 01:00:00.
            Mailbox:Imap:Hots — Cette clé n'existe pas. → Vouliez-vous dire Mailbox:Imap:Host ?
            """);
    }
}
