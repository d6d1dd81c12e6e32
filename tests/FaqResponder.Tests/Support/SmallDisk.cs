using System.Diagnostics;

namespace FaqResponder.Support;

/// <summary>A disk of a few megabytes that can be filled to the last byte and freed again. Only root may mount one: the test is skipped without.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    private string? Mount(int megabytes)
    {
        var (code, words) = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=1777", "tmpfs", _folder.Path);
        return code == 0 ? null : words;
    }

    public string Path => _folder.Path;

    private string Ballast => _folder["ballast"];

    /// <summary>Mounts one, or skips the test.</summary>
    public static SmallDisk Require(int megabytes)
    {
        var disk = new SmallDisk();
        if (disk.Mount(megabytes) is { } words) Assert.Skip($"No disk can be mounted here: {words}");
        return disk;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        // Lazily: whoever still has a file open there keeps nothing from going on.
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static (int Code, string Words) Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            var words = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, words.Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
