using System.Runtime.Versioning;

namespace FaqResponder.Storage;

/// <summary>
/// Keeps the ledger from other accounts of the machine (POSIX modes). On Windows the script that installs the service sets the rights of its folder, which
/// the files in it inherit.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder and the file where they are missing, for their owner alone, and closes the files that were open to others.</summary>
    public static void Prepare(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // A folder that is there already was made by somebody who may have other plans with it; check tells if others can look into it.
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        if (!File.Exists(file)) Create(file);
        // SQLite gives its log the mode of the file; an older one may still have another.
        foreach (var path in (string[])[file, file + "-wal", file + "-shm"]) Close(path);
    }

    /// <summary>Writes a small file that its owner alone can read; all of it or nothing.</summary>
    public static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(fresh, options)) writer.Write(text);
        File.Move(fresh, file, overwrite: true);
    }

    /// <summary>A folder for its owner alone, made where it is missing.</summary>
    public static DirectoryInfo Folder(string path)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path);
        return Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Whether other accounts may look into a folder.</summary>
    public static bool IsOpenToOthers(string folder) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Others) != UnixFileMode.None;

    [UnsupportedOSPlatform("windows")]
    private static void Create(string file)
    {
        try
        {
            using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was quicker.
        }
    }

    private static void Close(string file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file) || (File.GetUnixFileMode(file) & Others) == UnixFileMode.None) return;
        try
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to another account, which lets us in.
        }
    }
}
