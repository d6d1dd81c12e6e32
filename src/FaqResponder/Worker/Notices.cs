using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;

namespace FaqResponder.Worker;

/// <summary>Whether a mail to the author reached her.</summary>
internal enum Delivered
{
    Surely,

    /// <summary>The line broke when the server may have had it.</summary>
    Perhaps,
    Not,
}

/// <summary>Brings the service's own mails to the author: over SMTP, or into her inbox where that fails.</summary>
internal sealed class Notices(FaqSettings settings)
{
    /// <summary>Whether the settings say how to send.</summary>
    public bool CanSend => settings.Smtp is { Server: not null } or { PickupFolder.Length: > 0 };

    /// <summary>Sends it; where that is certain to have failed, puts it into her inbox.</summary>
    /// <param name="by">What sends; <see langword="null"/> where it is sending that fails.</param>
    /// <param name="mailbox">The mailbox, if it is open.</param>
    public async Task<Delivered> DeliverAsync(byte[] mime, string to, ISubmission? by, IMailbox? mailbox, CancellationToken token)
    {
        if (by is not null && CanSend)
        {
            var submitted = await by.SendAsync(new(mime, to, NullSender: false), token);
            await by.RestAsync();
            if (submitted is Submitted.Accepted) return Delivered.Surely;
            if (submitted is Submitted.Unknown) return Delivered.Perhaps;
        }

        // Watch mode leaves no trace in her mailbox.
        if (mailbox is null || settings.Mode is Mode.Watch) return Delivered.Not;
        await mailbox.PutAsync(mime, token);
        return Delivered.Surely;
    }
}
