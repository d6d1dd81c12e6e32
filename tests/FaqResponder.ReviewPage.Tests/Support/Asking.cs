namespace FaqResponder.Support;

/// <summary>Asks the page without a browser.</summary>
internal static class Asking
{
    /// <param name="address">A path, or an address in full.</param>
    public static Task<HttpResponseMessage> AskAsync(this HttpClient client, string address) =>
        client.GetAsync(new Uri(client.BaseAddress!, address), TestContext.Current.CancellationToken);
}
