namespace FaqResponder.ReviewPage.Pages;

internal sealed class TrayModel : ReviewModel
{
    public string Hello => W.Say("Bonjour", "Hello");
}
