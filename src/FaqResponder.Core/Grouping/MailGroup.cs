namespace FaqResponder.Core.Grouping;

/// <summary>Mails that ask the same; a mail that is like no other is a group of its own.</summary>
/// <param name="Medoid">The mail that is nearest to all others, and names the group by its question.</param>
/// <param name="Mails">Its mails in the order of their ids, the medoid among them.</param>
/// <param name="Post">The post on which they agree, if any: fairly sure for more than half of them, while no other one is for any.</param>
public sealed record MailGroup(AskedMail Medoid, IReadOnlyList<AskedMail> Mails, string? Post)
{
    /// <summary>What the group asks, in the words of its medoid.</summary>
    public string Question => Medoid.Question;
}

/// <summary>All mails in their groups.</summary>
public sealed class MailGroups
{
    private readonly Dictionary<long, MailGroup> _byMail;

    internal MailGroups(IReadOnlyList<MailGroup> all)
    {
        All = all;
        _byMail = new(all.Sum(g => g.Mails.Count));
        foreach (var group in all)
        {
            foreach (var mail in group.Mails) _byMail[mail.Id] = group;
        }
    }

    /// <summary>The groups, the largest first; those of one size by their oldest mail.</summary>
    public IReadOnlyList<MailGroup> All { get; }

    /// <summary>The group of a mail; <see langword="null"/> for one that wasn't among them.</summary>
    public MailGroup? Of(long id) => _byMail.GetValueOrDefault(id);
}
