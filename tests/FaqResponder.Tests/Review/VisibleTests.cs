namespace FaqResponder.Review;

public sealed class VisibleTests
{
    [Fact]
    public void Marks_that_turn_the_direction_are_taken_out()
    {
        Visible.Text("facture\u202efdp.exe\u202c\nligne").ShouldBe("facturefdp.exe\nligne");
        Visible.Line("facture\u202efdp.exe").ShouldBe("facture fdp.exe");
    }

    [Fact]
    public void A_line_of_a_megabyte_is_cut() => Visible.Line(new string('a', 1_000_000)).Length.ShouldBe(300);
}
