using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Takes a mail that she moved for the gesture that it is. Her gestures are made in a room above the worker's: so much of it is known here.</summary>
internal interface IMovedGestures
{
    /// <summary>Does what the folder says, or notes why it can't be done: either way the mail has been dealt with.</summary>
    /// <param name="mail">The mail where it lies now.</param>
    /// <param name="folder">What it was moved into.</param>
    /// <param name="isAnswered">Whether it bears \Answered.</param>
    /// <returns>Whether it has; not while the mail is yet to be decided.</returns>
    bool Take(MovedMail mail, TeachingFolder folder, bool isAnswered);
}
