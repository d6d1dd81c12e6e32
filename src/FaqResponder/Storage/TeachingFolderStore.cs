using Dapper;

namespace FaqResponder.Storage;

/// <summary>What a mail means that is moved into one of her folders.</summary>
internal enum FolderMeaning
{
    /// <summary>It is answered with the folder's post.</summary>
    Post,

    /// <summary>It asks nothing that a post could answer.</summary>
    NotAQuestion,

    /// <summary>It is answered with what was suggested first.</summary>
    FirstChoice,
}

/// <summary>A folder for moved mails.</summary>
/// <param name="PostId">The post, for <see cref="FolderMeaning.Post"/>; else empty.</param>
/// <param name="Name">Its name below the parent, as far as is known.</param>
internal sealed record TeachingFolder(FolderMeaning Meaning, string PostId, string Name)
{
    /// <summary>What the folder's UIDs are counted by; <see langword="null"/> while nobody has looked into it.</summary>
    public long? UidValidity { get; init; }

    /// <summary>The first mail that counts: what lies before it was there before us.</summary>
    public long FirstUid { get; init; }

    /// <summary>Whether it is certainly there.</summary>
    public bool IsMade { get; init; }

    /// <summary>What it stands for, whatever it is called.</summary>
    public (FolderMeaning Meaning, string PostId) Key => (Meaning, PostId);
}

/// <summary>Which folder of hers stands for what, below one parent of one mailbox.</summary>
internal sealed class TeachingFolderStore(Database database, TimeProvider clock)
{
    private const string Here = "mailbox = @mailbox AND parent = @parent AND meaning = @meaning AND post_id = @PostId";

    public IReadOnlyList<TeachingFolder> All(string mailbox, string parent)
    {
        using var connection = database.Open();
        return [.. connection.Query<(string Meaning, string Post, string Name, long? Validity, long First, long? MadeAt)>(
            "SELECT meaning, post_id, name, uid_validity, first_uid, made_at FROM teaching_folders WHERE mailbox = @mailbox AND parent = @parent ORDER BY meaning, post_id", new { mailbox, parent })
            .Select(r => new TeachingFolder(Enum.Parse<FolderMeaning>(r.Meaning), r.Post, r.Name) { UidValidity = r.Validity, FirstUid = r.First, IsMade = r.MadeAt is not null })];
    }

    /// <summary>Records a folder that is there, or is about to be made.</summary>
    public void Put(string mailbox, string parent, TeachingFolder folder)
    {
        using var connection = database.Open();
        connection.Execute(
            """
            INSERT INTO teaching_folders (mailbox, parent, meaning, post_id, name, uid_validity, first_uid, made_at)
            VALUES (@mailbox, @parent, @meaning, @PostId, @Name, @UidValidity, @FirstUid, @made)
            ON CONFLICT (mailbox, parent, meaning, post_id) DO UPDATE SET name = excluded.name, uid_validity = excluded.uid_validity, first_uid = excluded.first_uid, made_at = excluded.made_at
            """,
            new { mailbox, parent, meaning = folder.Meaning.ToString(), folder.PostId, folder.Name, folder.UidValidity, folder.FirstUid, made = folder.IsMade ? clock.GetUtcNow().Stored() : (long?)null });
    }

    /// <summary>Records that a folder was renamed; the mails in it are where they were.</summary>
    public void Rename(string mailbox, string parent, TeachingFolder folder, string name)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var all = new { mailbox, parent, meaning = folder.Meaning.ToString(), folder.PostId, old = folder.Name, name };
        connection.Execute($"UPDATE teaching_folders SET name = @name WHERE {Here}", all, transaction);
        // What is left of another folder that had this name is of no use, and would stand in the way.
        connection.Execute("DELETE FROM moved_mails WHERE mailbox = @mailbox AND parent = @parent AND folder = @name", all, transaction);
        connection.Execute("UPDATE moved_mails SET folder = @name WHERE mailbox = @mailbox AND parent = @parent AND folder = @old", all, transaction);
        transaction.Commit();
    }

    /// <summary>A folder is gone for good.</summary>
    public void Remove(string mailbox, string parent, TeachingFolder folder)
    {
        using var connection = database.Open();
        connection.Execute($"DELETE FROM teaching_folders WHERE {Here}", new { mailbox, parent, meaning = folder.Meaning.ToString(), folder.PostId });
    }
}
