using System.Net.Sockets;

namespace FaqResponder.Support;

public sealed class CableTests(MailServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cable_carries_a_session_until_it_is_cut_and_a_new_one_once_it_is_restored()
    {
        using var cable = new Cable(server.ImapsPort);
        var author = server.NewAccount();
        using var before = await server.SignInAsync(author, cable.Port);
        await before.NoOpAsync(Cancellation);

        cable.Cut();

        await Should.ThrowAsync<Exception>(() => before.NoOpAsync(Cancellation));
        before.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<SocketException>(() => server.SignInAsync(author, cable.Port));

        cable.Restore();

        using var after = await server.SignInAsync(author, cable.Port);
        await after.NoOpAsync(Cancellation);
        cable.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Cutting_the_cable_wakes_an_idle_client()
    {
        using var cable = new Cable(server.ImapsPort);
        using var imap = await server.SignInAsync(server.NewAccount(), cable.Port);
        await imap.Inbox.OpenAsync(MailKit.FolderAccess.ReadOnly, Cancellation);
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var idling = imap.IdleAsync(done.Token, Cancellation);

        cable.Cut();

        await Should.ThrowAsync<Exception>(() => idling);
        done.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cable_is_restored_at_once_after_a_session_that_ended_in_peace()
    {
        using var cable = new Cable(server.ImapsPort);
        using var before = await server.SignInAsync(server.NewAccount(), cable.Port);
        // The server hangs up first, and the system remembers such a connection for a minute.
        await before.DisconnectAsync(quit: true, Cancellation);

        cable.Cut();
        cable.Restore();

        using var after = await server.SignInAsync(server.NewAccount(), cable.Port);
        after.IsAuthenticated.ShouldBeTrue();
    }
}
