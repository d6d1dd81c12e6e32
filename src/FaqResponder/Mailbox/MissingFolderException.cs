namespace FaqResponder.Mailbox;

/// <summary>A folder is not there.</summary>
/// <param name="asked">Its name, or the key of the setting under which it can be named.</param>
/// <param name="present">The folders that are there.</param>
internal sealed class MissingFolderException(string asked, IReadOnlyList<string> present) : Exception(asked)
{
    public string Asked { get; } = asked;

    public IReadOnlyList<string> Present { get; } = present;
}
