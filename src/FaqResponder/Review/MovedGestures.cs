using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Replies;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Review;

/// <summary>What she says by moving a mail is done as if she had said it on her page: by the same gestures, undone and learned from in the same way.</summary>
internal sealed class MovedGestures(LedgerReader ledger, MovedMails moved, Desk desk) : IMovedGestures
{
    public bool Take(MovedMail mail, TeachingFolder folder, bool isAnswered)
    {
        if (ledger.Show(mail.Id) is not { Entry.State: not (MailState.Received or MailState.Decided) } file) return false;
        // She answered it in her mail program and then filed it: nothing must go out a second time.
        if (isAnswered && !moved.IsMarkedByUs(mail.Id)) moved.NoteAnswered(mail);
        else if (Refusal(file, folder) is { } why) moved.Note(mail, why);
        else if (folder.Meaning is not FolderMeaning.NotAQuestion) Answer(mail, file, folder.Meaning is FolderMeaning.Post ? folder.PostId : file.Suggestions[0].PostId);
        else if (desk.NotAQuestion([mail.Id], mail).Moved.Count == 0) moved.Note(mail, InVain.OnItsWay);
        return true;
    }

    private static InVain? Refusal(LedgerFile file, TeachingFolder folder) => file.Entry.State switch
    {
        MailState.Answered or MailState.AnsweredByAuthor => InVain.Answered,
        MailState.SetAside when file.Entry.Reason.Because is Because.AlreadyAnswered => InVain.Answered,
        MailState.Dismissed or MailState.SetAside when folder.Meaning is FolderMeaning.NotAQuestion => InVain.Closed,
        _ when folder.Meaning is FolderMeaning.FirstChoice && file.Suggestions.Count == 0 => InVain.NoSuggestion,
        _ => null,
    };

    private void Answer(MovedMail mail, LedgerFile file, string post)
    {
        var template = file.WaitsFor?.Because is Because.WrongAnswer ? ReplyComposer.Apology : ReplyComposer.Draft;
        var (result, wrong) = desk.Answer([mail.Id], [post], null, template, mail);
        if (result?.Moved.Count > 0) return;
        moved.Note(mail, wrong switch
        {
            // Somebody was quicker: the page, or the server that was just handed the reply.
            null => InVain.OnItsWay,
            _ when wrong == Desk.NoSmtp => InVain.NoSmtp,
            _ when wrong == Desk.NobodyToAnswer => InVain.NobodyToAnswer,
            _ => InVain.PostGone,
        });
    }
}
