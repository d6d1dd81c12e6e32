using System.ComponentModel;
using System.Diagnostics;

namespace FaqResponder.OAuth;

/// <summary>Gives a file to whom its folder belongs: an administrator signs in as root, and the service, which is not root, must read what that left.</summary>
internal static class FolderOwner
{
    public static void Gets(string file)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return;
        try
        {
            // .NET has no call for it.
            using var chown = Process.Start(new ProcessStartInfo("chown", [$"--reference={Path.GetDirectoryName(file)}", file]) { UseShellExecute = false, RedirectStandardError = true });
            chown?.WaitForExit();
        }
        catch (Win32Exception)
        {
            // A system without it: the service says what is missing when it can't read the file.
        }
    }
}
