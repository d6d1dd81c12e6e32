using System.Net;

using FaqResponder.Core.Posts;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>The reply as the asker will get it, in a frame that may do nothing: no script, no link, no picture from elsewhere.</summary>
internal sealed class PreviewModel : ReviewModel
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>"text" for the plain text part, else the HTML part.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public IActionResult OnGet() => Show(null);

    public IActionResult OnPost() => Show(Words ?? "");

    private IActionResult Show(string? words)
    {
        if (Part<Correspondence>().Open(Id) is not { } mail) return NotFound();
        var template = mail.OwesApology ? ReplyComposer.Apology : ReplyComposer.Draft;
        var replies = Part<AuthorReplies>();
        IReadOnlyList<Post> posts = words is null ? mail.Ready : PostLinks.In(words, Part<PostStore>().Published());
        var answer = new AuthorAnswer(posts) { Template = template };
        var reply = replies.Compose(mail.File.Mail, mail.Reading, answer with { Words = words ?? mail.TakenBack ?? replies.Words(mail.File.Mail, mail.Reading, answer) });
        Response.Headers.ContentSecurityPolicy = Policy;
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        var html = reply is null ? $"<p>{WebUtility.HtmlEncode(W.Say("Ce message ne dit pas à qui répondre.", "This mail doesn't say whom to answer."))}</p>"
            : Format == "text" ? $"<pre style=\"white-space: pre-wrap; font: 14px/1.5 ui-monospace, monospace\">{WebUtility.HtmlEncode(reply.Text)}</pre>" : reply.Html;
        // A mail program shows replies on white, whatever the colours of the page are.
        return Content($"<style>html {{ background: #fff; color: #111; font: 15px/1.5 sans-serif; color-scheme: light }}</style>{html}", "text/html; charset=utf-8");
    }
}
