using FaqResponder.Mailbox;
using FaqResponder.Replies;
using FaqResponder.Settings;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Worker;

/// <summary>Puts any fault of the service into words for the author, with its remedy.</summary>
internal static class Faults
{
    private const int HResultDiskFullUnix = 28;
    private const int HResultDiskFullWindows = unchecked((int)0x80070070);

    public static Trouble Describe(Exception fault, ServerSettings? server) =>
        MailFaults.Describe(fault, server) ?? fault switch
        {
            SqliteException database => OfDatabase(database),
            TemplateException template => new(
                new($"le modèle {template.File} est défectueux : {template.Wrong}", $"the template {template.File} is broken: {template.Wrong}"),
                new("Corrigez-le, ou supprimez-le pour revenir au modèle d'origine.", "Correct it, or delete it to go back to the original one."),
                NeedsAPerson: true),
            IOException io when (io.HResult & 0xFFFF) == HResultDiskFullUnix || io.HResult == HResultDiskFullWindows => DiskFull(),
            UnauthorizedAccessException => new(
                new($"accès refusé : {fault.Message}", $"access denied: {fault.Message}"),
                new("Donnez au compte du service le droit d'y lire et d'y écrire.", "Give the service's account the right to read and write there."),
                NeedsAPerson: true),
            IOException => new(
                new($"lecture ou écriture impossible : {fault.Message}", $"can't read or write: {fault.Message}"),
                new("Le service réessaie de lui-même ; si cela dure, vérifiez le disque et la connexion.", "The service tries again by itself; if it lasts, check disk and connection."),
                NeedsAPerson: false),
            _ => new(
                new($"erreur inattendue : {fault.GetType().Name}, {fault.Message}", $"unexpected error: {fault.GetType().Name}, {fault.Message}"),
                new("Le service réessaie de lui-même ; si cela revient, signalez-le avec ce texte.", "The service tries again by itself; if it comes back, report it with this text."),
                NeedsAPerson: false),
        };

    private static Trouble DiskFull() => new(
        new("le disque est plein : rien ne peut être noté, donc rien n'est envoyé", "the disk is full: nothing can be recorded, so nothing is sent"),
        new("Faites de la place ; le service reprend ensuite de lui-même.", "Make room; the service then goes on by itself."),
        NeedsAPerson: true);

    private static Trouble OfDatabase(SqliteException fault) => fault.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => DiskFull(),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new(
            new("le registre est verrouillé par un autre programme", "the ledger is locked by another program"),
            new("Fermez le programme qui tient faqresponder.db ouvert (sauvegarde, outil de base de données).", "Close the program that holds faqresponder.db (a backup, a database tool)."),
            NeedsAPerson: false),
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new(
            new("le fichier faqresponder.db est endommagé", "the file faqresponder.db is damaged"),
            new("Arrêtez le service et remettez la dernière sauvegarde ; sans sauvegarde, déplacez le fichier : l'historique sera perdu, les messages non.", "Stop the service and put the last backup back; without one, move the file away: the history will be lost, the mail not."),
            NeedsAPerson: true),
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_IOERR => new(
            new($"le registre ne peut être ouvert ou écrit ({fault.Message})", $"the ledger can't be opened or written ({fault.Message})"),
            new("Vérifiez DataFolder, les droits du compte du service et la place sur le disque.", "Check DataFolder, the rights of the service's account, and the room on the disk."),
            NeedsAPerson: true),
        _ => new(
            new($"le registre signale une erreur : {fault.Message}", $"the ledger reports an error: {fault.Message}"),
            new("Le service réessaie de lui-même ; si cela revient, signalez-le avec ce texte.", "The service tries again by itself; if it comes back, report it with this text."),
            NeedsAPerson: false),
    };
}
