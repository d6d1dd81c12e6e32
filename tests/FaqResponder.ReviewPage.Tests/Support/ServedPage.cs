using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.ReviewPage;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>The whole service on a mailbox of its own, with its review page on a free port.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ServedPage(Service service, MailAccount asker)
    {
        Service = service;
        Asker = asker;
    }

    public Service Service { get; }

    /// <summary>Somebody who writes to the author.</summary>
    public MailAccount Asker { get; }

    public Uri Address { get; private set; } = null!;

    private ReviewPageServer Page => Service.Parts.GetRequiredService<ReviewPageServer>();

    /// <param name="adjust">Settings of the test's own.</param>
    /// <param name="clock">The clock that the service goes by, if not the computer's.</param>
    public static async Task<ServedPage> StartAsync(MailServer server, Mode mode = Mode.Draft, Func<FaqSettings, FaqSettings>? adjust = null, TimeProvider? clock = null)
    {
        var service = new Service(server, server.NewAccount(), mode) { Clock = clock };
        service.Settings = service.Settings with { ReviewPage = service.Settings.ReviewPage with { Listen = new(null, 0) } };
        if (adjust is not null) service.Settings = adjust(service.Settings);
        var served = new ServedPage(service, server.NewAccount("lea", "client.test"));
        try
        {
            await served.StartAsync();
            return served;
        }
        catch (TimeoutException late)
        {
            await service.DisposeAsync();
            throw new TimeoutException($"The page never opens: {service.JournalText}", late);
        }
    }

    /// <summary>How much is not as it should be.</summary>
    public int Problems => Service.Parts.GetRequiredService<Health>().Problems.Count;

    /// <summary>Starts the service, at first or once it was stopped; its page is at another address then.</summary>
    public async Task StartAsync()
    {
        await Service.StartAsync();
        Address = await Page.Opened.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>A link that opens the page once.</summary>
    public Uri NewLink() => Page.NewLink(Address);

    /// <summary>Brings a mail and waits until it is in her tray.</summary>
    public Task<LedgerFile> ReceiveAsync(string subject, string text) => ReceiveAsync(Mails.From(Asker, Service.Author, subject, text));

    /// <summary>The same, from somebody else.</summary>
    public async Task<LedgerFile> ReceiveAsync(MimeMessage mail)
    {
        await Service.Server.DeliverAsync(Service.Author, mail);
        return await Service.BecomesAsync(mail.Subject!, MailState.Waiting);
    }

    /// <summary>The one mail that an asker has got, once it is there.</summary>
    /// <param name="asker">Who, if not <see cref="Asker"/>.</param>
    public async Task<MimeMessage> SentAsync(MailAccount? asker = null) => (await Service.Server.WaitForAsync(asker ?? Asker, "INBOX", 1)).ShouldHaveSingleItem();

    /// <summary>Makes sure that an asker has got nothing, once there is nothing left to send.</summary>
    /// <param name="asker">Who, if not <see cref="Asker"/>.</param>
    public async Task NothingIsSentAsync(MailAccount? asker = null)
    {
        await Service.RestsAsync();
        (await Service.Server.ReadAsync(asker ?? Asker)).ShouldBeEmpty();
    }

    /// <summary>A client that follows nothing and keeps no cookies: what the page answers is what the test sees.</summary>
    /// <param name="at">Where the page listens, if people reach it by another address.</param>
    public HttpClient NewClient(Uri? at = null) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = at ?? Address };

    /// <summary>The same, signed in.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = NewClient();
        using var opened = await client.AskAsync($"{NewLink()}");
        client.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        return client;
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
