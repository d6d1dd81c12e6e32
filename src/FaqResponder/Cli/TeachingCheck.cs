using FaqResponder.Core;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Cli;

/// <summary>What <c>check</c> says about the folders into which she moves mails. It makes none.</summary>
internal static class TeachingCheck
{
    public static async Task<Phrase> LookAsync(IMailbox mailbox, TeachingFolderStore store, FaqSettings settings, CancellationToken token)
    {
        var target = settings.Teaching.MoveTo is { Length: > 0 } path ? new Phrase($"puis dans {path}", $"then to {path}") : new("puis retour à leur place", "then back to their place");
        try
        {
            if (await mailbox.TreeAsync(settings.Teaching.Folder, token) is not { } tree) return new("–", "–");
            var there = await tree.ListAsync(token);
            var ours = store.All(mailbox.Name, settings.Teaching.Folder).Count(f => there.ContainsKey(f.Name));
            return new($"{tree.Name} · dossiers : {ours} · {target.French}", $"{tree.Name} · folders: {ours} · {target.English}");
        }
        catch (MissingFolderException)
        {
            return new($"{settings.Teaching.Folder} · sera créé au démarrage du service · {target.French}", $"{settings.Teaching.Folder} · will be made when the service starts · {target.English}");
        }
    }
}
