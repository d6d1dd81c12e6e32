using System.Collections.Concurrent;

using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>
/// What a page did that it never should: errors in the console (what the Content-Security-Policy forbids is told there), scripts that threw, dialogs, requests
/// to other hosts.
/// </summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> _all = new();

    public Complaints(IBrowserContext window, Uri address)
    {
        var own = address.GetLeftPart(UriPartial.Authority);
        window.Console += (_, line) =>
        {
            if (line.Type is "error") _all.Enqueue($"console: {line.Text} ({line.Location})");
        };
        window.WebError += (_, fault) => _all.Enqueue($"script: {fault.Error}");
        window.Dialog += async (_, dialog) =>
        {
            // Whether she wants to leave what she wrote is the one thing that the page may ask.
            if (dialog.Type is "beforeunload")
            {
                await dialog.AcceptAsync();
                return;
            }

            _all.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        window.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } asked && asked.GetLeftPart(UriPartial.Authority) != own) _all.Enqueue($"another host: {asked}");
        };
    }

    /// <summary>All so far, but for those that a test expects.</summary>
    /// <param name="expected">Parts of their text.</param>
    public IReadOnlyList<string> Except(IReadOnlyCollection<string> expected) =>
        [.. _all.Where(c => !expected.Any(e => c.Contains(e, StringComparison.OrdinalIgnoreCase)))];
}
