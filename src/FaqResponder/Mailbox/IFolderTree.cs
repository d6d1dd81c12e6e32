namespace FaqResponder.Mailbox;

/// <summary>The folders right below one parent of hers, on the mailbox's connection. Their names are given without the parent's.</summary>
internal interface IFolderTree
{
    /// <summary>The parent's name on the server.</summary>
    string Name { get; }

    /// <summary>What separates levels on this server: no name can hold it.</summary>
    char Separator { get; }

    /// <summary>What is there, by name; each with its state where the server tells all at once, else without.</summary>
    Task<IReadOnlyDictionary<string, FolderState?>> ListAsync(CancellationToken token);

    /// <summary>Whether a mail left the folder that is read since this was last asked; also at the first time, since nobody looked before.</summary>
    bool HasSomethingLeft();

    /// <summary>Makes a folder unless it is there, and subscribes to it: many programs show only what is subscribed to.</summary>
    Task MakeAsync(string name, CancellationToken token);

    Task RenameAsync(string name, string newName, CancellationToken token);

    /// <summary>Takes a folder away, with whatever lies in it.</summary>
    Task RemoveAsync(string name, CancellationToken token);

    Task<IFolder> FolderAsync(string name, CancellationToken token);

    /// <summary>Where mails go afterwards.</summary>
    /// <param name="path">A folder anywhere, levels parted by a slash; made where there is none. Empty: the folder that is read.</param>
    Task<IFolder> TargetAsync(string path, CancellationToken token);

    /// <summary>Moves a mail from one of the folders to such a target, with its flags.</summary>
    /// <param name="isAnswered">Whether it is marked as answered first.</param>
    Task MoveAsync(string name, FiledAt place, string path, bool isAnswered, CancellationToken token);
}
