using System.Globalization;
using System.Security.Cryptography;

namespace FaqResponder.ReviewPage.Access;

/// <summary>
/// The hash of the page's password: PBKDF2 with HMAC-SHA-512 and 210,000 rounds (RFC 8018; the number is OWASP's for 2023), in the form that other programs
/// write it too: <c>$pbkdf2-sha512$i=210000$salt$hash</c>, both in base64.
/// </summary>
internal static class PasswordHash
{
    public const int ShortestPassword = 10;

    private const string Name = "pbkdf2-sha512";
    private const int Rounds = 210_000;
    private const int MostRounds = 10_000_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return $"${Name}$i={Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds, HashLength))}";
    }

    /// <summary>Whether a password has this hash; a hash that can't be read fits none.</summary>
    public static bool Fits(string hash, string password)
    {
        if (hash.Trim().Split('$') is not ["", Name, ['i', '=', .. var count], var salt, var wanted]) return false;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds is < 1 or > MostRounds) return false;
        try
        {
            var expected = Convert.FromBase64String(wanted);
            return expected.Length > 0 && CryptographicOperations.FixedTimeEquals(expected, Derive(password, Convert.FromBase64String(salt), rounds, expected.Length));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Derive(string password, byte[] salt, int rounds, int length) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, length);
}
