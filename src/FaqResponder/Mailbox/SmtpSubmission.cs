using FaqResponder.OAuth;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Smtp;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>Mail submission (RFC 6409) on one kept connection.</summary>
internal sealed class SmtpSubmission(ServerSettings server, AccessTokens tokens, string ownAddress) : ISubmission
{
    // The host gives everything twenty seconds to stop: what is in hand must be over and recorded by then.
    private static readonly TimeSpan PatienceAfterStop = TimeSpan.FromSeconds(10);

#pragma warning disable CA2213 // RestAsync disposes of it.
    private SteppedClient? _client;
#pragma warning restore CA2213
    private bool _nullSenderRefused;

    public async Task<Submitted> SendAsync(Submission mail, CancellationToken token)
    {
        var withNull = mail.NullSender && !_nullSenderRefused;
        var outcome = await TrySendAsync(mail, withNull, token);
        if (outcome is not Submitted.Refused || !withNull) return outcome;

        // Many submission servers let their users send from their own address only, and say so at MAIL, at RCPT or after DATA. Bounces
        // then come back to her mailbox, where screening files them.
        var again = await TrySendAsync(mail, nullSender: false, token);
        _nullSenderRefused = again is Submitted.Accepted;
        return again;
    }

    public async Task ProveAsync(CancellationToken token)
    {
        await RestAsync();
        await ConnectAsync(token);
    }

    public async Task RestAsync()
    {
        if (_client is not { } client) return;
        _client = null;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true, soon.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ProtocolException or CommandException)
        {
            // The server need not hear a goodbye.
        }
        finally
        {
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await RestAsync();

    private async Task<Submitted> TrySendAsync(Submission mail, bool nullSender, CancellationToken token)
    {
        SteppedClient client;
        using var bytes = new MemoryStream(mail.Mime, writable: false);
        using var message = await MimeMessage.LoadAsync(bytes, CancellationToken.None);
        try
        {
            token.ThrowIfCancellationRequested();
            client = await ConnectAsync(token);
            client.Restart();
        }
#pragma warning disable CA1031 // Whatever keeps us from connecting is told by the value.
        catch (Exception fault)
        {
            // A stop before it began is one more way of not sending.
            await RestAsync();
            return new Submitted.NotSent(fault);
        }
#pragma warning restore CA1031

        try
        {
            var sender = nullSender ? new MailboxAddress("", "") : new MailboxAddress("", ownAddress);
            // Once begun it is finished: a stop must not leave a mail in doubt. Only a server that hangs is left, after a while.
            using var patience = new CancellationTokenSource();
            using var stopping = token.Register(() => patience.CancelAfter(PatienceAfterStop));
            await client.SendAsync(message, sender, [new MailboxAddress("", mail.Recipient)], patience.Token);
            return new Submitted.Accepted();
        }
        catch (SmtpCommandException refusal)
        {
            client.SenderRefused = refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted;
            var code = (int)refusal.StatusCode;
            // Her own address refused as sender says something of the login, not of this mail: it is tried again once that is mended.
            if (code is >= 500 and < 600 && (nullSender || !client.SenderRefused)) return new Submitted.Refused($"{code} {refusal.Message}");
            var onlyThis = code is >= 400 and < 500 && !client.SenderRefused && code is not 421;
            if (!onlyThis) await RestAsync();
            return new Submitted.NotSent(refusal, onlyThis);
        }
#pragma warning disable CA1031 // Whatever broke it off, how far it came tells what may have become of the mail.
        catch (Exception fault)
        {
            await RestAsync();
            return client.RecipientAccepted ? new Submitted.Unknown(fault) : new Submitted.NotSent(fault);
        }
#pragma warning restore CA1031
    }

    private async Task<SteppedClient> ConnectAsync(CancellationToken token)
    {
        if (_client is { IsConnected: true } open && (server.User.Length == 0 || open.IsAuthenticated))
        {
            return open;
        }

        await RestAsync();
        _client = new SteppedClient();
        await ServerConnection.OpenAsync(_client, server, tokens, token);
        return _client;
    }

    /// <summary>Knows how far a transaction came: before the recipient is accepted, nothing can have been delivered.</summary>
    private sealed class SteppedClient : SmtpClient
    {
        public bool RecipientAccepted { get; private set; }

        public bool SenderRefused { get; set; }

        public void Restart() => (RecipientAccepted, SenderRefused) = (false, false);

        // No report on automatic mail (RFC 3834, section 3.3; NOTIFY=NEVER of RFC 3461), whatever happens to it.
        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            message.Headers.Contains("Auto-Submitted") ? DeliveryStatusNotification.Never : null;

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            RecipientAccepted = true;
            base.OnRecipientAccepted(message, mailbox, response);
        }
    }
}
