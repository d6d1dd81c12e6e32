using System.Reflection;

namespace FaqResponder.Samples;

/// <summary>The posts and mails that ship inside the program, for the demo.</summary>
internal static class SampleMailbox
{
    private const string Prefix = "samples/";

    /// <summary>Writes the posts as files into a folder.</summary>
    public static int WritePosts(string folder) => Write("posts/", folder, _ => { });

    /// <summary>Writes the mails into a Maildir, as if they had arrived one after the other within the last hours.</summary>
    public static int WriteMails(string maildir, DateTimeOffset now)
    {
        foreach (var part in (string[])["tmp", "cur"]) Directory.CreateDirectory(Path.Combine(maildir, part));
        var arrived = now.UtcDateTime.AddHours(-5);
        return Write("mailbox/", Path.Combine(maildir, "new"), file =>
        {
            arrived = arrived.AddMinutes(9);
            File.SetLastWriteTimeUtc(file, arrived);
        });
    }

    private static int Write(string kind, string folder, Action<string> written)
    {
        Directory.CreateDirectory(folder);
        var assembly = Assembly.GetExecutingAssembly();
        var count = 0;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix + kind, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, Path.GetFileName(name));
            using (var resource = assembly.GetManifestResourceStream(name)!)
            using (var target = File.Create(file))
            {
                resource.CopyTo(target);
            }

            written(file);
            count++;
        }

        return count;
    }
}
