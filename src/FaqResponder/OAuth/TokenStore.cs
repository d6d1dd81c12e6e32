using System.Security.Cryptography;
using System.Text.Json;

namespace FaqResponder.OAuth;

/// <summary>
/// The file of tokens, for the service's eyes alone: mode 0600, on Windows encrypted as well. It is replaced as a whole, so that a process that
/// dies leaves the old one or the new one.
/// </summary>
internal sealed class TokenStore(string path, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public string Path => path;

    /// <summary>When it was last written; the same value as long as nobody does.</summary>
    public DateTime WrittenAt => File.GetLastWriteTimeUtc(path);

    /// <summary>What is kept; <see langword="null"/> before the first sign-in.</summary>
    public StoredTokens? Read()
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return JsonSerializer.Deserialize(Opened(bytes), TokenJson.Default.StoredTokens) ?? throw OAuthFaults.Damaged(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or CryptographicException)
        {
            throw OAuthFaults.Damaged(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw OAuthFaults.Closed(path);
        }
    }

    /// <summary>Keeps tokens; they are on the disk when this returns.</summary>
    public void Write(StoredTokens tokens)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            var written = $"{path}.{Environment.ProcessId}.tmp";
            File.Delete(written);
            using (var file = Create(written, FileMode.CreateNew, FileShare.None))
            {
                file.Write(Closed(JsonSerializer.SerializeToUtf8Bytes(tokens, TokenJson.Default.StoredTokens)));
                file.Flush(flushToDisk: true);
            }

            FolderOwner.Gets(written);
            File.Move(written, path, overwrite: true);
        }
        catch (UnauthorizedAccessException)
        {
            throw OAuthFaults.Closed(path);
        }
    }

    /// <summary>
    /// Keeps other processes (a <c>check</c> beside the service) from fetching new tokens at the same time: with a provider that changes the
    /// refresh token each time, the second one would show one that is used up, which many take for theft and withdraw all.
    /// </summary>
    public async Task<IDisposable> LockAsync(CancellationToken token)
    {
        var file = path + ".lock";
        var until = clock.GetUtcNow() + LongestWait;
        while (true)
        {
            try
            {
                var isNew = !File.Exists(file);
                var held = Create(file, FileMode.OpenOrCreate, FileShare.None);
                if (isNew) FolderOwner.Gets(file);
                return held;
            }
            catch (UnauthorizedAccessException)
            {
                throw OAuthFaults.Closed(file);
            }
            catch (IOException) when (clock.GetUtcNow() < until && Directory.Exists(System.IO.Path.GetDirectoryName(file)))
            {
                await Task.Delay(LookEvery, clock, token);
            }
        }
    }

    private static FileStream Create(string file, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }

    // To this machine, not to one user: an administrator signs in and the service's own account reads. The folder keeps out everybody else.
    private static byte[] Closed(byte[] bytes) => OperatingSystem.IsWindows() ? ProtectedData.Protect(bytes, null, DataProtectionScope.LocalMachine) : bytes;

    private static byte[] Opened(byte[] bytes) => OperatingSystem.IsWindows() ? ProtectedData.Unprotect(bytes, null, DataProtectionScope.LocalMachine) : bytes;
}
